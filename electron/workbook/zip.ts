/**
 * Reads the list of a zip file's entries and unpacks one of them. A stranger's file is weighed from its list alone,
 * before anything is unpacked, and no entry unpacks to more than the list says. Example: an entry of 4 GB of spaces is
 * refused in milliseconds.
 *
 * Source: PKWARE APPNOTE 6.3.9, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
 */

import { crc32, inflateRawSync } from 'node:zlib'
import { formatCount } from '../../shared/money.ts'
import { damaged, tooLarge, Unreadable } from './unreadable.ts'

const MAX_ENTRIES = 5000
const MAX_INFLATED = 200 * 1024 * 1024
/** Highest ratio of unpacked to packed bytes, for entries above `RATIO_FROM`; honest workbooks stay below 25. */
const MAX_RATIO = 100
const RATIO_FROM = 1024 * 1024

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const ZIP64_LOCATOR = 0x07064b50
const END_SIZE = 22
const MAX_COMMENT = 0xffff
const ENCRYPTED = 0x2041
const UTF8 = 0x0800
const STORED = 0
const DEFLATED = 8

/** One entry, as the zip's own list describes it. */
export interface ZipEntry {
  /** As it stands in the list. */
  name: string
  flags: number
  /** 0 stored, 8 deflated. */
  method: number
  /** When it was last changed, in the clock of DOS. */
  time: number
  crc: number
  /** Bytes in the file, and bytes when unpacked. */
  packedSize: number
  size: number
  /** Where its local header begins. */
  offset: number
}

/** The name under which an entry is looked up: part names ignore case, and some writers use backslashes. */
export function entryKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

/**
 * Lists a zip file's entries and weighs them; unpacks nothing.
 * @param bytes the whole file
 * @returns the entries by `entryKey`
 * @throws {Unreadable} when it is cut short, contradicts itself, is encrypted, or goes beyond a limit
 */
export function listEntries(bytes: Buffer): Map<string, ZipEntry> {
  const end = findEnd(bytes)
  if (end >= 20 && bytes.readUInt32LE(end - 20) === ZIP64_LOCATOR) throw tooLarge('it is packed as a zip of over 4 GB')
  const count = bytes.readUInt16LE(end + 10)
  const listSize = bytes.readUInt32LE(end + 12)
  const listStart = bytes.readUInt32LE(end + 16)
  if (bytes.readUInt16LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count) {
    throw damaged('it is one part of several')
  }
  if (count > MAX_ENTRIES) throw tooLarge(`it is packed in more than ${formatCount(MAX_ENTRIES)} pieces`)
  if (listStart + listSize > end) throw damaged('its list of contents is cut short')

  const entries = new Map<string, ZipEntry>()
  let inflated = 0
  let at = listStart
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw damaged('its list of contents is cut short')
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const next = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (next > end) throw damaged('its list of contents is cut short')
    const entry = readCentral(bytes, at, nameEnd)
    weigh(entry, listStart)
    inflated += entry.size
    if (inflated > MAX_INFLATED) throw tooLarge('it unpacks to more than 200 MB')
    const key = entryKey(entry.name)
    if (entries.has(key)) throw damaged('it holds the same piece twice')
    entries.set(key, entry)
    at = next
  }
  return entries
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_SIZE - MAX_COMMENT)
  for (let at = bytes.length - END_SIZE; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END && at + END_SIZE + bytes.readUInt16LE(at + 20) <= bytes.length) return at
  }
  throw damaged('it is cut short, perhaps by a copy or download that stopped')
}

function readCentral(bytes: Buffer, at: number, nameEnd: number): ZipEntry {
  const flags = bytes.readUInt16LE(at + 8)
  return {
    name: bytes.toString(flags & UTF8 ? 'utf8' : 'latin1', at + 46, nameEnd),
    flags,
    method: bytes.readUInt16LE(at + 10),
    time: bytes.readUInt32LE(at + 12),
    crc: bytes.readUInt32LE(at + 16),
    packedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  }
}

function weigh(entry: ZipEntry, listStart: number): void {
  if (entry.flags & ENCRYPTED) {
    throw new Unreadable(
      'is protected with a password',
      'open it in Excel, take the password off, save it and try again',
    )
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) throw damaged('it is packed in an unusual way')
  if (entry.size > MAX_INFLATED) throw tooLarge('it unpacks to more than 200 MB')
  if (entry.method === STORED && entry.size !== entry.packedSize) throw damaged('its sizes contradict each other')
  if (entry.size > RATIO_FROM && entry.size > entry.packedSize * MAX_RATIO) {
    throw tooLarge('it unpacks to over a hundred times its size')
  }
  if (entry.offset + 30 + entry.packedSize > listStart) throw damaged('its list of contents points outside the file')
}

/**
 * Unpacks one entry.
 * @param bytes the whole file
 * @param entry one that `listEntries` gave for it
 * @throws {Unreadable} when the packed bytes are damaged, or unpack to another size than the list says
 */
export function readEntry(bytes: Buffer, entry: ZipEntry): Buffer {
  const packed = packedEntry(bytes, entry)
  const content = entry.method === STORED ? packed : inflate(packed, entry.size)
  if (content.length !== entry.size || crc32(content) !== entry.crc)
    throw damaged('one of its pieces is not what it should be')
  return content
}

/**
 * One entry as it is packed, a view of the file's own bytes.
 * @throws {Unreadable} when the list points to the wrong place
 */
export function packedEntry(bytes: Buffer, { offset, packedSize }: ZipEntry): Buffer {
  if (bytes.readUInt32LE(offset) !== LOCAL) throw damaged('its list of contents points to the wrong place')
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (start + packedSize > bytes.length) throw damaged('its list of contents points outside the file')
  return bytes.subarray(start, start + packedSize)
}

function inflate(packed: Buffer, size: number): Buffer {
  if (size === 0) return Buffer.alloc(0)
  try {
    // One chunk that holds it all, so that it is not copied together from many.
    return inflateRawSync(packed, { maxOutputLength: size, chunkSize: Math.max(size, 64) })
  } catch {
    throw damaged('one of its pieces cannot be unpacked')
  }
}
