/** The icons: every size that the systems ask for, each a picture with a clear rim, the same each time. */
import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { document, icns, ico, pixels, png, program } from '../../build/icons.mjs'

/** The chunks of a PNG, by their kind. */
function chunksOf(bytes: Buffer): Record<string, Buffer> {
  const found: Record<string, Buffer> = {}
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    found[bytes.toString('latin1', at + 4, at + 8)] = bytes.subarray(at + 8, at + 8 + length)
    at += 12 + length
  }
  return found
}

it('are the same each time, and fade at their edges', () => {
  expect(png(program, 32)).toEqual(png(program, 32))
  const data = pixels(program, 64)
  const opacity = new Set(Array.from({ length: 64 * 64 }, (_, place) => data[place * 4 + 3]))
  expect(data[3]).toBe(0)
  expect([...data.subarray((32 * 64 + 6) * 4, (32 * 64 + 6) * 4 + 4)]).toEqual([11, 87, 72, 255])
  expect(opacity.size).toBeGreaterThan(3)
})

it('are PNGs of their size', () => {
  const { IHDR, IDAT, IEND } = chunksOf(png(document, 48))
  expect([IHDR!.readUInt32BE(0), IHDR!.readUInt32BE(4), [...IHDR!.subarray(8)]]).toEqual([48, 48, [8, 6, 0, 0, 0]])
  expect(inflateSync(IDAT!).length).toBe(48 * (48 * 4 + 1))
  expect(IEND).toHaveLength(0)
})

it('for Windows are seven sizes, small ones as bitmaps', () => {
  const bytes = ico(program)
  const images = Array.from({ length: bytes.readUInt16LE(4) }, (_, place) => {
    const at = 6 + place * 16
    const offset = bytes.readUInt32LE(at + 12)
    return { side: bytes[at] || 256, length: bytes.readUInt32LE(at + 8), offset, first: bytes.readUInt32LE(offset) }
  })
  expect(images.map(({ side }) => side)).toEqual([16, 24, 32, 48, 64, 128, 256])
  expect(images.slice(0, -1).every(({ first }) => first === 40)).toBe(true)
  const last = images.at(-1)!
  expect(bytes.toString('latin1', last.offset + 1, last.offset + 4)).toBe('PNG')
  expect(last.offset + last.length).toBe(bytes.length)
})

it('for macOS fill their file exactly', () => {
  const bytes = icns(document)
  const kinds: string[] = []
  let at = 8
  for (; at < bytes.length; at += bytes.readUInt32BE(at + 4)) kinds.push(bytes.toString('latin1', at, at + 4))
  expect([bytes.toString('latin1', 0, 4), bytes.readUInt32BE(4), at]).toEqual(['icns', bytes.length, bytes.length])
  expect(kinds).toContain('ic10')
})
