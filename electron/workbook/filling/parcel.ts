/**
 * A package that is being changed: parts are replaced or taken out, all others stay as they are packed. Example: a template
 * whose one sheet is rewritten gives a file in which the logo's packed bytes are the same as before.
 *
 * Source: PKWARE APPNOTE 6.3.9, 4.3.7 and 4.3.12 to 4.3.16; ECMA-376 part 2, 10.1.2 (content types).
 */

import { crc32, deflateRawSync } from 'node:zlib'
import { openPackage, type Package } from '../package.ts'
import { entryKey, listEntries, packedEntry, readEntry, type ZipEntry } from '../zip.ts'
import { rewriteTree } from './elements.ts'

const CONTENT_TYPES = '[content_types].xml'
const UTF8 = 0x0800
const DEFLATED = 8

export interface Parcel extends Package {
  /** Bytes that replace a part's. */
  replace(part: string, content: Buffer): void
  /** Takes a part out, with its own relationships and its content type; who pointed to it has to be told apart. */
  remove(part: string): void
  /** Takes out a part's relationships that are to be dropped. */
  dropRelationships(part: string, drops: (target: { id: string; kind: string }) => boolean): void
  /** Sets the content type of a part that states its own. */
  retype(part: string, type: string): void
  /** The whole file. */
  pack(): Buffer
}

/** @param bytes the whole file @throws {Unreadable} as `openPackage` does */
export function openParcel(bytes: Buffer): Parcel {
  const entries = listEntries(bytes)
  const opened = openPackage(bytes)
  const replaced = new Map<string, Buffer>()
  const removed = new Set<string>()
  const types = new Map<string, string | null>()

  const current = (part: string) => replaced.get(entryKey(part)) ?? opened.read(part)

  function changeTypes(): void {
    const list = entries.get(CONTENT_TYPES)
    if (types.size === 0 || !list) return
    const changed = rewriteTree(readEntry(bytes, list), 'its list of contents', (root) => {
      root.children = root.children.filter((child) => {
        if (typeof child === 'string' || child.local !== 'Override') return true
        const type = types.get(entryKey(child.attributes.PartName ?? ''))
        if (type) child.attributes.ContentType = type
        return type !== null
      })
    })
    if (changed) replaced.set(CONTENT_TYPES, changed)
  }

  return {
    has: (part) => opened.has(part) && !removed.has(entryKey(part)),
    read: current,
    relationships: opened.relationships,
    replace(part, content) {
      replaced.set(entryKey(part), content)
    },
    remove(part) {
      removed.add(entryKey(part)).add(entryKey(relationshipsOf(part)))
      types.set(entryKey(part), null)
    },
    dropRelationships(part, drops) {
      const list = relationshipsOf(part)
      if (!opened.has(list)) return
      const changed = rewriteTree(current(list), 'its list of parts', (root) => {
        root.children = root.children.filter((child) => {
          if (typeof child === 'string') return true
          const { Id = '', Type = '', TargetMode } = child.attributes
          return TargetMode === 'External' || !drops({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1) })
        })
      })
      if (changed) replaced.set(entryKey(list), changed)
    },
    retype(part, type) {
      types.set(entryKey(part), type)
    },
    pack() {
      changeTypes()
      const kept = [...entries].filter(([key]) => !removed.has(key))
      return zipOf(
        bytes,
        kept.map(([key, entry]) => ({ entry, content: replaced.get(key) })),
      )
    },
  }
}

/** The part that lists a part's relationships. @example relationshipsOf('xl/workbook.xml') // 'xl/_rels/workbook.xml.rels' */
function relationshipsOf(part: string): string {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  return `${folder}_rels/${part.slice(folder.length)}.rels`
}

/** A zip of entries as they are packed in another file, but for those with new content. */
function zipOf(bytes: Buffer, items: { entry: ZipEntry; content: Buffer | undefined }[]): Buffer {
  const pieces: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const { entry, content } of items) {
    const packed = content ? deflateRawSync(content) : packedEntry(bytes, entry)
    const name = Buffer.from(entry.name, entry.flags & UTF8 ? 'utf8' : 'latin1')
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(entry.flags & UTF8, 2)
    fields.writeUInt16LE(content ? DEFLATED : entry.method, 4)
    fields.writeUInt32LE(entry.time, 6)
    fields.writeUInt32LE(content ? crc32(content) : entry.crc, 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(content ? content.length : entry.size, 18)
    fields.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    list.push(Buffer.from('PK\x01\x02\x14\x00'), fields, place, name)
    pieces.push(Buffer.from('PK\x03\x04'), fields, name, packed)
    offset += 30 + name.length + packed.length
  }
  const listed = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(items.length, 8)
  end.writeUInt16LE(items.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...pieces, listed, end])
}
