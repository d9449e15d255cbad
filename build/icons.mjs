/**
 * Draws the program's icon and that of its plans, in every size and form that the systems ask for, into build/resources/: the same
 * bytes each time. An icon is a few rounded rectangles; see `program` and `document`.
 * Example: `node build/icons.mjs` writes icon.ico, icon.icns, icons/512x512.png, cplan.ico and cplan.icns.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import { root } from './bundle.mjs'

/**
 * A rounded rectangle, in parts of the icon's side.
 * @typedef {{ x: number, y: number, width: number, height: number, radius: number, colour: readonly [number, number, number] }} Box
 */

const green = /** @type {const} */ ([11, 87, 72])
const pale = /** @type {const} */ ([123, 207, 183])
const white = /** @type {const} */ ([255, 255, 255])
const grey = /** @type {const} */ ([141, 145, 143])

/** Three years' budgets, the last of them the plan's, on a ledger's line. @param {readonly [number, number, number]} other */
const columns = (other, { x = 0, y = 0, size = 1 } = {}) =>
  [
    { x: 0.24, y: 0.52, width: 0.13, height: 0.2, radius: 0.02, colour: other },
    { x: 0.435, y: 0.4, width: 0.13, height: 0.32, radius: 0.02, colour: other },
    { x: 0.63, y: 0.25, width: 0.13, height: 0.47, radius: 0.02, colour: pale },
    { x: 0.2, y: 0.76, width: 0.6, height: 0.05, radius: 0.02, colour: other },
  ].map((box) => ({
    ...box,
    x: x + box.x * size,
    y: y + box.y * size,
    width: box.width * size,
    height: box.height * size,
    radius: box.radius * size,
  }))

/** @type {Box[]} */
export const program = [{ x: 0.04, y: 0.04, width: 0.92, height: 0.92, radius: 0.19, colour: green }, ...columns(white)]

/** A sheet with the same columns on it. @type {Box[]} */
export const document = [
  { x: 0.14, y: 0.03, width: 0.72, height: 0.94, radius: 0.07, colour: grey },
  { x: 0.16, y: 0.05, width: 0.68, height: 0.9, radius: 0.055, colour: white },
  { x: 0.24, y: 0.14, width: 0.3, height: 0.045, radius: 0.015, colour: grey },
  { x: 0.24, y: 0.22, width: 0.2, height: 0.045, radius: 0.015, colour: grey },
  ...columns(green, { x: 0.15, y: 0.22, size: 0.7 }),
]

/**
 * How far a point is from a box's edge, in pixels; below 0 within it.
 * @param {Box} box @param {number} x @param {number} y @param {number} size the icon's side in pixels
 */
function distance({ x: left, y: top, width, height, radius }, x, y, size) {
  const across = Math.abs(x - (left + width / 2) * size) - (width / 2 - radius) * size
  const down = Math.abs(y - (top + height / 2) * size) - (height / 2 - radius) * size
  return Math.hypot(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - radius * size
}

/**
 * The pixels of an icon, red, green, blue and opacity, row by row from the top; edges are smooth.
 * @param {Box[]} boxes @param {number} size
 */
export function pixels(boxes, size) {
  const data = Buffer.alloc(size * size * 4)
  for (let place = 0; place < size * size; place++) {
    const [x, y] = [(place % size) + 0.5, Math.floor(place / size) + 0.5]
    let [red, green, blue, opacity] = [0, 0, 0, 0]
    for (const box of boxes) {
      const cover = Math.min(1, Math.max(0, 0.5 - distance(box, x, y, size)))
      if (cover === 0) continue
      const left = opacity * (1 - cover)
      const whole = left + cover
      red = (red * left + box.colour[0] * cover) / whole
      green = (green * left + box.colour[1] * cover) / whole
      blue = (blue * left + box.colour[2] * cover) / whole
      opacity = whole
    }
    data.set([red, green, blue, opacity * 255].map(Math.round), place * 4)
  }
  return data
}

/** @param {string} kind @param {Buffer} data a chunk of a PNG */
function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

/** @param {Box[]} boxes @param {number} size @returns {Buffer} a PNG */
export function png(boxes, size) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size)
  head.writeUInt32BE(size, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const data = pixels(boxes, size)
  // Each row begins with its filter: none.
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.concat([Buffer.from([0]), data.subarray(row * size * 4, (row + 1) * size * 4)]),
  )
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * An icon as a bitmap: Windows' installer takes no PNG in the small sizes.
 * @param {Box[]} boxes @param {number} size
 */
function bitmap(boxes, size) {
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40)
  head.writeInt32LE(size, 4)
  // The height counts a mask below the picture, which opacity makes needless; it stays empty.
  head.writeInt32LE(size * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const from = pixels(boxes, size)
  const data = Buffer.alloc(size * size * 4)
  for (let place = 0; place < size * size; place++) {
    const at = ((size - 1 - Math.floor(place / size)) * size + (place % size)) * 4
    const [red, green, blue, opacity] = from.subarray(place * 4, place * 4 + 4)
    data.set([blue ?? 0, green ?? 0, red ?? 0, opacity ?? 0], at)
  }
  return Buffer.concat([head, data, Buffer.alloc(Math.ceil(size / 32) * 4 * size)])
}

/** @param {Box[]} boxes @returns {Buffer} an .ico */
export function ico(boxes) {
  const images = [16, 24, 32, 48, 64, 128, 256].map((size) => ({
    size,
    data: size === 256 ? png(boxes, size) : bitmap(boxes, size),
  }))
  const head = Buffer.alloc(6 + images.length * 16)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  for (const [place, { size, data }] of images.entries()) {
    const at = 6 + place * 16
    head.set([size % 256, size % 256, 0, 0], at)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(data.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += data.length
  }
  return Buffer.concat([head, ...images.map(({ data }) => data)])
}

/** The kinds of image in an .icns, by their side in pixels. */
const kinds = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
])

/** @param {Box[]} boxes @returns {Buffer} an .icns */
export function icns(boxes) {
  const images = new Map(kinds.map(([, size]) => [size, png(boxes, size)]))
  const parts = kinds.map(([kind, size]) => {
    const data = images.get(size) ?? Buffer.alloc(0)
    const head = Buffer.from(`${kind}\0\0\0\0`, 'latin1')
    head.writeUInt32BE(data.length + 8, 4)
    return Buffer.concat([head, data])
  })
  const head = Buffer.from('icns\0\0\0\0', 'latin1')
  head.writeUInt32BE(8 + parts.reduce((sum, { length }) => sum + length, 0), 4)
  return Buffer.concat([head, ...parts])
}

/** Writes them all. @param {string} [folder] */
export async function makeIcons(folder = path.join(root, 'build/resources')) {
  const linux = path.join(folder, 'icons')
  await mkdir(linux, { recursive: true })
  await Promise.all([
    writeFile(path.join(folder, 'icon.ico'), ico(program)),
    writeFile(path.join(folder, 'icon.icns'), icns(program)),
    writeFile(path.join(folder, 'cplan.ico'), ico(document)),
    writeFile(path.join(folder, 'cplan.icns'), icns(document)),
    ...[16, 32, 48, 64, 128, 256, 512].map((size) =>
      writeFile(path.join(linux, `${size}x${size}.png`), png(program, size)),
    ),
  ])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await makeIcons()
  console.log('The icons are in build/resources.')
}
