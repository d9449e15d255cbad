/**
 * A picture as a file or as an image for the clipboard: always in the light colours, titled, of a size that fills the width of
 * a page. Example: `await imageOf(picture)` is the base64 of a PNG of 1600 × 900 pixels.
 */
import { draw } from '../../shared/charts/drawing/draw.ts'
import { exportLook, IMAGE_SCALE } from '../../shared/charts/drawing/look.ts'
import { svgText } from '../../shared/charts/drawing/shape.ts'
import type { Picture } from '../../shared/charts/picture.ts'
import { Refusal } from '../../shared/refusal.ts'

const exported = (picture: Picture) => draw(picture, exportLook('chart'))

/** The text of an .svg file. */
export const svgOf = (picture: Picture): string => svgText(exported(picture))

/**
 * The base64 of a PNG.
 * @throws Refusal when this computer cannot draw it
 */
export async function imageOf(picture: Picture): Promise<string> {
  const drawing = exported(picture)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(drawing))}`
  const canvas = document.createElement('canvas')
  canvas.width = Number(drawing.attributes.width) * IMAGE_SCALE
  canvas.height = Number(drawing.attributes.height) * IMAGE_SCALE
  const paint = canvas.getContext('2d')
  try {
    await image.decode()
    paint!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const [kind, base64] = canvas.toDataURL('image/png').split(',')
    if (kind === 'data:image/png;base64' && base64) return base64
  } catch {
    // Told below.
  }
  throw new Refusal('The chart could not be made into an image, so nothing was copied or written; save it as SVG.')
}
