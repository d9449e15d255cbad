/**
 * What a cell's style says that finding tables needs: whether its number is a date or a percentage, and whether it is
 * bold or filled. Nothing else of the styles is looked at. Example: Leicestershire's section rows have a style that is
 * bold and filled, its subtotal rows one that is bold.
 *
 * Source: ECMA-376 part 1, 18.8.10 (cellXfs), 18.8.22 (font), 18.8.20 (fill), 18.8.30 (numFmt).
 */

import { builtInFormat, customFormat, type Format } from './dates.ts'
import { type Attributes, isTrue, readXml } from './xml.ts'

export interface CellStyle {
  format: Format
  bold: boolean
  filled: boolean
}

export const PLAIN: CellStyle = { format: 'number', bold: false, filled: false }

/** Cell styles by their number. @param bytes the styles part @throws {Unreadable} when it is not well-formed */
export function readStyles(bytes: Buffer): CellStyle[] {
  const formats = new Map<number, Format>()
  const bold: boolean[] = []
  const filled: boolean[] = []
  const cells: { format: number; font: number; fill: number }[] = []
  let section = ''
  const inSection: Record<string, (name: string, attributes: Attributes, depth: number) => void> = {
    numFmts(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') formats.set(Number(numFmtId), customFormat(formatCode ?? ''))
    },
    fonts(name, { val }, depth) {
      if (depth === 3) bold.push(false)
      else if (depth === 4 && name === 'b') bold[bold.length - 1] = val === undefined || isTrue(val)
    },
    fills(name, attributes, depth) {
      const last = filled.length - 1
      if (depth === 3) filled.push(false)
      else if (name === 'gradientFill') filled[last] = true
      else if (name === 'patternFill') filled[last] = (attributes.patternType ?? 'none') !== 'none'
      else if (name === 'fgColor' && isWhite(attributes)) filled[last] = false
    },
    cellXfs(name, { numFmtId, fontId, fillId }, depth) {
      if (depth === 3 && name === 'xf') {
        cells.push({ format: Number(numFmtId ?? 0), font: Number(fontId ?? 0), fill: Number(fillId ?? 0) })
      }
    },
  }
  readXml(bytes, 'its list of styles', {
    open(name, attributes, depth) {
      if (depth === 2) section = Object.hasOwn(inSection, name) ? name : ''
      else if (section) inSection[section]!(name, attributes, depth)
    },
  })
  return cells.map(({ format, font, fill }) => ({
    format: formats.get(format) ?? builtInFormat(format),
    bold: bold[font] ?? false,
    filled: filled[fill] ?? false,
  }))
}

/** White by its value, by its number in the old palette, or as the theme's background: what looks unfilled. */
function isWhite({ rgb, indexed, theme, tint }: Attributes): boolean {
  if (rgb !== undefined) return /FFFFFF$/i.test(rgb)
  return indexed === '1' || indexed === '9' || (theme === '0' && Number(tint ?? 0) === 0)
}
