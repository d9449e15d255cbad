/**
 * Reads one XML part of a workbook from its start to its end, in small pieces, and calls back for each element. Elements
 * are told by their names without a prefix, because some finance systems write `<x:row>` where Excel writes `<row>`.
 * Example: `readXml(part, 'styles', { open: (name, attributes, depth) => … })` sees `styleSheet` at depth 1.
 *
 * A part never defines its own entities: Office writes no DOCTYPE, and one is refused before anything is expanded.
 */

import { isUtf8 } from 'node:buffer'
import { SaxesParser } from 'saxes'
import { damaged, Unreadable } from './unreadable.ts'

const CHUNK = 64 * 1024
/** Bytes of XML without a single tag after which a part is given up: the longest text of a cell takes at most 4 MB. */
const MAX_SILENCE = 96 * CHUNK
const MAX_DEPTH = 100

/** Attributes as they stand, with their prefixes; without inherited names, so `__proto__` is a name like any other. */
export type Attributes = Readonly<Record<string, string | undefined>>

export interface XmlHandlers {
  /** @param name without its prefix @param depth 1 for the root */
  open(name: string, attributes: Attributes, depth: number): void
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
  const parser = new SaxesParser({ position: false })
  let depth = 0
  let lastEvent = 0
  let position = 0
  parser.on('error', () => {
    throw damaged(`${what} cannot be read`)
  })
  parser.on('doctype', () => {
    throw new Unreadable(
      `is not safe to read: ${what} defines a language of its own (DOCTYPE), which no workbook needs`,
    )
  })
  parser.on('opentag', (tag) => {
    if (++depth > MAX_DEPTH) throw damaged(`${what} is nested too deep`)
    lastEvent = position
    handlers.open(localName(tag.name), tag.attributes as Attributes, depth)
  })
  parser.on('closetag', (tag) => {
    handlers.close?.(localName(tag.name), depth)
    depth--
    lastEvent = position
  })
  if (handlers.text) {
    const text = (value: string) => handlers.text?.(value)
    parser.on('text', text)
    parser.on('cdata', text)
  }
  for (const piece of pieces(bytes, what)) {
    position += CHUNK
    parser.write(piece)
    if (position - lastEvent > MAX_SILENCE) throw damaged(`${what} holds a text without an end`)
  }
  parser.close()
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

function* pieces(bytes: Buffer, what: string): Generator<string> {
  const wide = wideText(bytes)
  if (wide) {
    for (let at = 0; at < wide.length; at += CHUNK) yield wide.toString('utf16le', at, at + CHUNK)
    return
  }
  if (!isUtf8(bytes)) throw damaged(`${what} is not written in UTF-8`)
  for (let at = 0; at < bytes.length; ) {
    let end = Math.min(at + CHUNK, bytes.length)
    // Not in the middle of a character.
    while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--
    yield bytes.toString('utf8', at, end)
    at = end
  }
}

/** The part as little-endian UTF-16, or null when it is not UTF-16: told by the byte order mark or by the first `<`. */
function wideText(bytes: Buffer): Buffer | null {
  if (bytes.length < 2) return null
  const start = bytes.readUInt16BE(0)
  const even = bytes.subarray(0, bytes.length & ~1)
  if (start === 0xfffe || start === 0x3c00) return even
  if (start === 0xfeff || start === 0x003c) return Buffer.from(even).swap16()
  return null
}
