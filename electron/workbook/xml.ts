/**
 * Reads one XML part of a workbook from its start to its end, in small pieces, and calls back for each element. Elements
 * are told by their names without a prefix, because some finance systems write `<x:row>` where Excel writes `<row>`.
 * Example: `readXml(part, 'styles', { open: (name, attributes, depth) => … })` sees `styleSheet` at depth 1.
 *
 * A part never defines its own entities: Office writes no DOCTYPE, and one is refused before anything is expanded. Of XML
 * there is just what a part may hold without one, which reads in a third of the time of a parser for all of it.
 *
 * Source: Extensible Markup Language (XML) 1.0, fifth edition, 2.2 (characters), 2.3 (names), 2.11 (line ends), 3.1 (tags),
 * 4.1 (references).
 */

import { isUtf8 } from 'node:buffer'
import { damaged, Unreadable } from './unreadable.ts'

const CHUNK = 64 * 1024
/** Characters of XML without a single tag after which a part is given up: the longest text of a cell takes at most 4 MB. */
const MAX_SILENCE = 96 * CHUNK
const MAX_DEPTH = 100
/** Names known to be well-formed; real parts have a few dozen. */
const MAX_NAMES = 10_000

const NAME = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.\u00b7-]*$/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
/** What keeps a value from being taken as it stands. */
const SPECIAL = /[<&\t\n\r]/
const REFERENCE = /&(?:#(\d{1,7});|#x([\da-fA-F]{1,6});|(amp|lt|gt|quot|apos);)?/g
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

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
  const reader = new XmlReader(what, handlers)
  for (const piece of pieces(bytes, what)) reader.write(piece)
  reader.end()
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

/** What has been written so far, up to the last whole tag, is already told; `#rest` is what follows that. */
class XmlReader {
  #what: string
  #handlers: XmlHandlers
  #rest = ''
  #open: string[] = []
  #locals = new Map<string, string>()
  #rooted = false

  constructor(what: string, handlers: XmlHandlers) {
    this.#what = what
    this.#handlers = handlers
  }

  write(piece: string): void {
    if (NO_CHARACTER.test(piece)) this.#fail()
    const text = this.#rest === '' ? piece : this.#rest + piece
    let at = 0
    for (let tag = text.indexOf('<'); tag >= 0; tag = text.indexOf('<', at)) {
      const end = text.charCodeAt(tag + 1) === 0x21 || text.charCodeAt(tag + 1) === 0x3f ? endOfAside(text, tag) : null
      if (end === -1) break
      if (end !== null) {
        this.#text(text, at, tag)
        this.#aside(text, tag, end)
        at = end
        continue
      }
      const next = this.#tag(text, at, tag)
      if (next < 0) break
      at = next
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > MAX_SILENCE) throw damaged(`${this.#what} holds a text without an end`)
  }

  end(): void {
    if (this.#rest.includes('<')) this.#fail()
    this.#text(this.#rest, 0, this.#rest.length)
    if (!this.#rooted || this.#open.length > 0) this.#fail()
  }

  #fail(): never {
    throw damaged(`${this.#what} cannot be read`)
  }

  #text(text: string, from: number, to: number): void {
    if (from === to) return
    const value = text.slice(from, to)
    if (this.#open.length > 0) {
      const resolved = SPECIAL.test(value) ? this.#resolve(lineEnds(value)) : value
      this.#handlers.text?.(resolved)
    } else if (value.trim() !== '') this.#fail()
  }

  /** What begins with `<?` or `<!`: instructions and comments say nothing; a CDATA section is text as it stands. */
  #aside(text: string, from: number, to: number): void {
    if (text.startsWith('<!DOCTYPE', from)) {
      throw new Unreadable(
        `is not safe to read: ${this.#what} defines a language of its own (DOCTYPE), which no workbook needs`,
      )
    }
    if (text.startsWith('<?', from) || text.startsWith('<!--', from)) return
    if (!text.startsWith('<![CDATA[', from) || this.#open.length === 0) this.#fail()
    this.#handlers.text?.(lineEnds(text.slice(from + 9, to - 3)))
  }

  /** Tells the text before a tag, and the tag. @returns where it ends; -1 when that is yet to come, with nothing told */
  #tag(text: string, from: number, tag: number): number {
    const closes = text.charCodeAt(tag + 1) === 0x2f
    let at = endOfName(text, closes ? tag + 2 : tag + 1)
    const name = text.slice(closes ? tag + 2 : tag + 1, at)
    at = skipSpace(text, at)
    if (closes) {
      if (at >= text.length) return -1
      if (text.charCodeAt(at) !== 0x3e) this.#fail()
      this.#text(text, from, tag)
      if (this.#open.at(-1) !== name) this.#fail()
      this.#close()
      return at + 1
    }
    const attributes: Record<string, string> = Object.create(null)
    for (let code = text.charCodeAt(at); code !== 0x3e && code !== 0x2f; code = text.charCodeAt(at)) {
      const end = this.#attribute(text, at, attributes)
      if (end < 0) return -1
      at = skipSpace(text, end)
      if (at === end && text.charCodeAt(at) !== 0x3e && text.charCodeAt(at) !== 0x2f && at < text.length) this.#fail()
    }
    const empty = text.charCodeAt(at) === 0x2f
    if (empty) at++
    if (at >= text.length) return -1
    if (text.charCodeAt(at) !== 0x3e) this.#fail()
    this.#text(text, from, tag)
    this.#openTag(name, attributes)
    if (empty) this.#close()
    return at + 1
  }

  /** @returns where the attribute ends; -1 when that is yet to come */
  #attribute(text: string, from: number, attributes: Record<string, string>): number {
    const nameEnd = endOfName(text, from)
    const equals = skipSpace(text, nameEnd)
    const quote = skipSpace(text, equals + 1)
    if (quote >= text.length) return -1
    const mark = text[quote]!
    if (text.charCodeAt(equals) !== 0x3d || (mark !== '"' && mark !== "'")) this.#fail()
    const end = text.indexOf(mark, quote + 1)
    if (end < 0) return -1
    const name = text.slice(from, nameEnd)
    this.#localOf(name)
    if (attributes[name] !== undefined) this.#fail()
    const value = text.slice(quote + 1, end)
    attributes[name] = SPECIAL.test(value) ? this.#attributeValue(value) : value
    return end + 1
  }

  #attributeValue(value: string): string {
    if (value.includes('<')) this.#fail()
    return this.#resolve(lineEnds(value).replace(/[\t\n]/g, ' '))
  }

  #openTag(name: string, attributes: Attributes): void {
    const local = this.#localOf(name)
    if (this.#open.length === 0 && this.#rooted) this.#fail()
    this.#rooted = true
    if (this.#open.push(name) > MAX_DEPTH) throw damaged(`${this.#what} is nested too deep`)
    this.#handlers.open(local, attributes, this.#open.length)
  }

  #close(): void {
    const depth = this.#open.length
    const name = this.#open.pop()!
    this.#handlers.close?.(this.#localOf(name), depth)
  }

  #localOf(name: string): string {
    const known = this.#locals.get(name)
    if (known !== undefined) return known
    if (!NAME.test(name)) this.#fail()
    if (this.#locals.size >= MAX_NAMES) this.#locals.clear()
    const local = localName(name)
    this.#locals.set(name, local)
    return local
  }

  #resolve(text: string): string {
    return text.replace(REFERENCE, (_, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name]!
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
      if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) this.#fail()
      const character = String.fromCodePoint(code)
      if (NO_CHARACTER.test(character)) this.#fail()
      return character
    })
  }
}

function lineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

/** Where a name ends: at a space, `/`, `=`, `>` or the end of what is there. */
function endOfName(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3e || code === 0x2f || code === 0x3d || isSpace(code)) return at
  }
  return text.length
}

/** The end of an instruction, a comment, a CDATA section or any other declaration; -1 when that is yet to come. */
function endOfAside(text: string, from: number): number {
  if (text.startsWith('<?', from)) return endOf(text, '?>', from + 2)
  if (text.startsWith('<!--', from)) return endOf(text, '-->', from + 4)
  if (text.startsWith('<![CDATA[', from)) return endOf(text, ']]>', from + 9)
  return text.length - from < '<![CDATA['.length ? -1 : from + '<!DOCTYPE'.length
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? -1 : found + mark.length
}

function* pieces(bytes: Buffer, what: string): Generator<string> {
  const wide = wideText(bytes)
  const marked = wide ? wide.readUInt16LE(0) === 0xfeff : bytes.length > 2 && bytes.readUIntBE(0, 3) === 0xefbbbf
  if (wide) {
    for (let at = marked ? 2 : 0; at < wide.length; at += CHUNK) yield wide.toString('utf16le', at, at + CHUNK)
    return
  }
  if (!isUtf8(bytes)) throw damaged(`${what} is not written in UTF-8`)
  for (let at = marked ? 3 : 0; at < bytes.length; ) {
    let end = Math.min(at + CHUNK, bytes.length)
    // Behind a tag, so that nothing is left to be put together with what follows; not in the middle of a character.
    const tagEnd = bytes.lastIndexOf(0x3e, end - 1)
    if (tagEnd >= at) end = tagEnd + 1
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
