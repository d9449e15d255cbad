/**
 * Turns the bytes of a text file into text. Its encoding is told by its byte order mark, else by the bytes themselves:
 * UTF-16 by its zeros, UTF-8 where it is valid, and what remains is what Excel on Windows writes as "CSV", windows-1252.
 * Example: the byte A3 alone is no UTF-8, so it is £.
 *
 * Source: WHATWG Encoding Standard, index windows-1252. The table stands here because `TextDecoder` of many a Node (20.18.3,
 * 22.13 and later, 24 up to some release) reads windows-1252 as Latin-1 and turns € and – into control characters.
 */

import { isUtf8 } from 'node:buffer'
import { damaged } from './unreadable.ts'

/** What the bytes 80 to 9F are; the dots are no characters. */
const WINDOWS = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ'
const NO_CHARACTER = '.'
/** What no text holds: control characters but tab, line breaks and the page break. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BINARY = /[\u0000-\u0008\u000e-\u001f\u007f\ufffe\uffff]/
/** The sign of the end of a file, with which some old finance systems close theirs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const END_OF_FILE = /\u001a$/

/**
 * The text in a file, without a byte order mark; null when the bytes are no text.
 * @throws {Unreadable} when the byte order mark names an encoding that the bytes break
 */
export function decodeText(bytes: Buffer): string | null {
  const text = decode(bytes)?.replace(END_OF_FILE, '') ?? null
  return text === null || BINARY.test(text) ? null : text
}

function decode(bytes: Buffer): string | null {
  const mark = bytes.toString('hex', 0, 3)
  if (mark === 'efbbbf') {
    if (!isUtf8(bytes)) throw damaged('it says that it is written in UTF-8 and is not')
    return bytes.toString('utf8', 3)
  }
  const order = mark.startsWith('fffe') ? 'little' : mark.startsWith('feff') ? 'big' : null
  if (order) return decodeWide(bytes.subarray(2), order)
  if (bytes.includes(0)) {
    const certain = byteOrderOf(bytes)
    return certain && decodeWide(bytes, certain)
  }
  return isUtf8(bytes) ? bytes.toString('utf8') : decodeWindows(bytes)
}

function decodeWide(bytes: Buffer, order: 'little' | 'big'): string {
  if (bytes.length % 2 !== 0) throw damaged('it is cut short, in the middle of a character')
  return (order === 'little' ? bytes : Buffer.from(bytes).swap16()).toString('utf16le')
}

/** UTF-16 without a mark: every other byte of mostly English text is zero, and none of those between. */
function byteOrderOf(bytes: Buffer): 'little' | 'big' | null {
  if (bytes.length % 2 !== 0) return null
  const zeros = [0, 0]
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at & 1]!++
  const enough = bytes.length / 4
  if (zeros[0] === 0 && zeros[1]! >= enough) return 'little'
  return zeros[1] === 0 && zeros[0]! >= enough ? 'big' : null
}

function decodeWindows(bytes: Buffer): string | null {
  let isText = true
  const text = bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (character) => {
    const meant = WINDOWS[character.charCodeAt(0) - 0x80]!
    if (meant === NO_CHARACTER) isText = false
    return meant
  })
  return isText ? text : null
}
