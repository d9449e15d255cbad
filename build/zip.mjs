/**
 * Unpacks a zip of our own choosing (a fixed, checksummed download) with nothing but Node, entry by entry, so that neither
 * memory nor an `unzip` program is needed. Files that strangers send are read by electron/workbook, not by this.
 * Example: `await unzip('electron.zip', folder, (name) => !name.startsWith('resources/'))`
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, symlink } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} crc
 * @property {number} packed bytes in the zip
 * @property {number} offset of its local header
 * @property {number} mode Unix permissions and kind, 0 when the zip gives none
 */

/**
 * The entries that a zip's directory lists.
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<Entry[]>}
 * @throws when it is no zip, or one of more than 4 GB
 */
export async function entries(file) {
  const { size } = await file.stat()
  const tail = Buffer.alloc(Math.min(size, 65_557))
  await file.read(tail, 0, tail.length, size - tail.length)
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0) throw new Error('This is not a zip file.')
  const count = tail.readUInt16LE(end + 10)
  const directory = Buffer.alloc(tail.readUInt32LE(end + 12))
  const start = tail.readUInt32LE(end + 16)
  if (count === 0xffff || start === 0xffffffff)
    throw new Error('This zip is of the large kind, which is not read here.')
  await file.read(directory, 0, directory.length, start)
  /** @type {Entry[]} */
  const found = []
  for (let at = 0; found.length < count; ) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error('The directory of this zip is damaged.')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field))
    const nameEnd = at + 46 + Number(nameLength)
    found.push({
      name: directory.toString('utf8', at + 46, nameEnd),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      mode: directory.readUInt32LE(at + 38) >>> 16,
    })
    at = nameEnd + Number(extraLength) + Number(commentLength)
  }
  return found
}

/**
 * Unpacks a zip, with permissions and symbolic links.
 * @param {string} zip
 * @param {string} folder made if need be
 * @param {(name: string) => boolean} [wanted] which entries; all when left out
 * @throws when an entry is damaged or would land outside the folder
 */
export async function unzip(zip, folder, wanted = () => true) {
  const file = await open(zip)
  try {
    for (const entry of await entries(file)) {
      if (!wanted(entry.name)) continue
      const target = path.resolve(folder, entry.name)
      if (target !== path.resolve(folder) && !target.startsWith(path.resolve(folder) + path.sep)) {
        throw new Error(`The zip holds “${entry.name}”, which lies outside its folder.`)
      }
      if (entry.name.endsWith('/')) {
        await mkdir(target, { recursive: true })
        continue
      }
      await mkdir(path.dirname(target), { recursive: true })
      await unpack(zip, file, entry, target)
    }
  } finally {
    await file.close()
  }
}

/**
 * @param {string} zip
 * @param {import('node:fs/promises').FileHandle} file the same zip
 * @param {Entry} entry
 * @param {string} target
 */
async function unpack(zip, file, entry, target) {
  const header = Buffer.alloc(30)
  await file.read(header, 0, 30, entry.offset)
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  let crc = 0
  const check = new Transform({
    transform(chunk, _encoding, done) {
      crc = crc32(chunk, crc)
      done(null, chunk)
    },
  })
  const isLink = (entry.mode & 0o170000) === 0o120000
  /** @type {Buffer[]} */
  const link = []
  const sink = isLink
    ? new Transform({
        transform(chunk, _encoding, done) {
          link.push(chunk)
          done()
        },
      }).resume()
    : createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 })
  if (entry.packed > 0) {
    const source = createReadStream(zip, { start, end: start + entry.packed - 1 })
    await (entry.method === 8 ? pipeline(source, createInflateRaw(), check, sink) : pipeline(source, check, sink))
  } else sink.end()
  if (crc !== entry.crc) throw new Error(`“${entry.name}” is damaged in the zip.`)
  if (isLink) await symlink(Buffer.concat(link).toString('utf8'), target)
}
