/**
 * Reads one XML part of a workbook from its start to its end, in small pieces, and calls back for each element. Elements
 * are told by their names without a prefix, because some finance systems write `<x:row>` where Excel writes `<row>`.
 * Example: `readXml(part, 'styles', { open: (name, attributes, depth) => … })` sees `styleSheet` at depth 1.
 *
 * A part never defines its own entities: Office writes no DOCTYPE, and one is refused before anything is expanded. What the
 * parser is lenient about (forbidden characters, unknown references, a second root) is refused here.
 *
 * Source: XML 1.0, sections 2.2 (characters), 2.11 (ends of lines), 4.1 and 4.6 (references).
 */

import { isUtf8 } from 'node:buffer'
import { Parser } from 'saxen'
import { damaged, Unreadable } from './unreadable.ts'

const CHUNK = 64 * 1024
/** Bytes of XML without a single tag after which a part is given up: the longest text of a cell takes at most 4 MB. */
const MAX_SILENCE = 96 * CHUNK
const MAX_DEPTH = 100

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,8})|#x([\dA-Fa-f]{1,6}));|&/g
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Attributes as they stand, with their prefixes. */
export type Attributes = Readonly<Record<string, string | undefined>>

export interface XmlHandlers {
  /** @param name without its prefix @param depth 1 for the root @param written the name with its prefix */
  open(name: string, attributes: Attributes, depth: number, written: string): void
  /** @param depth the same as when it opened */
  close?(name: string, depth: number): void
  text?(text: string): void
}

/**
 * @param bytes the part, in UTF-8 or UTF-16
 * @param what the part in a person's words, for the sentence: 'the sheet “Appendix A”'
 * @throws {Unreadable} when it is not well-formed, nests too deep, or has a DOCTYPE; and whatever a handler throws
 */
export function readXml(bytes: Buffer, what: string, handlers: XmlHandlers): void {
  const parser = new Parser()
  const utf8 = inUtf8(bytes)
  if (!isUtf8(utf8)) throw damaged(`${what} is not written in UTF-8`)
  const hasReferences = utf8.includes('&')
  const names: string[] = []
  let depth = 0
  let rooted = false
  let lastEvent = 0
  let position = 0

  function malformed(): never {
    throw damaged(`${what} cannot be read`)
  }

  function resolve(text: string): string {
    return text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
      if (name) return NAMED[name]!
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
      return characterOf(code) ?? malformed()
    })
  }

  parser.on('error', malformed)
  parser.on('warn', malformed)
  parser.on('attention', (text) => {
    if (!text.startsWith('<!DOCTYPE')) malformed()
    throw new Unreadable(
      `is not safe to read: ${what} defines a language of its own (DOCTYPE), which no workbook needs`,
    )
  })
  parser.on('openTag', (name, attributesOf) => {
    if (++depth > MAX_DEPTH) throw damaged(`${what} is nested too deep`)
    if (depth === 1 && rooted) malformed()
    rooted = true
    lastEvent = position
    const attributes = attributesOf()
    if (hasReferences) for (const key in attributes) attributes[key] = resolve(attributes[key]!)
    names[depth] = localName(name)
    handlers.open(names[depth]!, attributes, depth, name)
  })
  parser.on('closeTag', () => {
    handlers.close?.(names[depth]!, depth)
    depth--
  })
  parser.on('text', (text) => {
    const resolved = hasReferences ? resolve(text) : text
    handlers.text?.(resolved)
  })
  parser.on('cdata', (text) => handlers.text?.(text))

  while (position < utf8.length) {
    const start = position
    position = nextTag(utf8, start)
    if (position - lastEvent > MAX_SILENCE) throw damaged(`${what} holds a text without an end`)
    const piece = utf8.toString('utf8', start, position)
    if (FORBIDDEN.test(piece)) malformed()
    parser.write(piece.includes('\r') ? piece.replace(/\r\n?/g, '\n') : piece)
  }
  parser.end()
  if (!rooted) malformed()
}

/** A name without its prefix. @example localName('x:row') // 'row' */
export function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** How XML writes a yes: `1` or `true`. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

/** The character of a code, or null where XML has none. */
function characterOf(code: number): string | null {
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) return null
  const character = String.fromCodePoint(code)
  return FORBIDDEN.test(character) ? null : character
}

/** Where to end a piece that begins at `from`: about a chunk further on, and never within a text, a tag or a character. */
function nextTag(utf8: Buffer, from: number): number {
  if (from + CHUNK >= utf8.length) return utf8.length
  const before = utf8.lastIndexOf('<', from + CHUNK)
  const tag = before > from ? before : utf8.indexOf('<', from + CHUNK)
  return tag < 0 ? utf8.length : tag
}

/** The part in UTF-8. UTF-16 is told by the byte order mark or by the first `<`. */
function inUtf8(bytes: Buffer): Buffer {
  if (bytes.length < 2) return bytes
  const start = bytes.readUInt16BE(0)
  const even = bytes.subarray(0, bytes.length & ~1)
  if (start === 0xfffe || start === 0x3c00) return Buffer.from(even.toString('utf16le'))
  if (start === 0xfeff || start === 0x003c) return Buffer.from(Buffer.from(even).swap16().toString('utf16le'))
  return bytes
}
