/**
 * How high a row must be for its wrapped text: spreadsheets differ in whether they work it out when they open a file.
 * Example: `heightFor([{text: 'Generic victim support service', width: 20, bold: false}])` is 28, that is two lines.
 */

/** A text in its cell; `width` in characters, as a spreadsheet counts them; `size` in points, 10 unless given. */
export interface CellText {
  text: string
  width: number
  bold: boolean
  size?: number
}

/** The size of a typeface in points, of which a digit is one character wide. */
const SIZE = 10
/** The height of a line of text of that size, and what stands above and below it, in points. */
const LINE = 12.75
const AROUND = 2.5
/** No spreadsheet makes a row higher. */
const HIGHEST = 409

/** The height in points that holds every text of a row. */
export function heightFor(cells: readonly CellText[]): number {
  let highest = LINE
  for (const cell of cells) highest = Math.max(highest, linesIn(cell) * LINE * ((cell.size ?? SIZE) / SIZE))
  return Math.min(HIGHEST, highest + AROUND)
}

/** How many lines a text takes in its cell, breaking between words, and within one only where it is wider than the cell. */
export function linesIn({ text, width, bold, size: points = SIZE }: CellText): number {
  const room = Math.max(1, ((width - 0.8) * SIZE) / points)
  if (text.length * WIDEST <= room && !text.includes('\n')) return 1
  let lines = 0
  for (const paragraph of text.split('\n')) {
    let left = room
    lines++
    for (const word of paragraph.split(/(?<=[\s\-–/])/)) {
      const size = textWidth(word, bold)
      if (textWidth(word.trimEnd(), bold) > left && left < room) {
        lines++
        left = room
      }
      const more = Math.max(0, Math.ceil(size / room) - 1)
      lines += more
      left -= size - more * room
    }
  }
  return lines
}

/** No character is wider, in widths of a digit. */
const WIDEST = 2.1

/** In widths of a digit, for a plain typeface such as Arial. */
export function textWidth(text: string, bold: boolean): number {
  let width = 0
  for (const character of text) {
    const known = widths.get(character)
    const own = known ?? widthOfCharacter(character)
    if (known === undefined) widths.set(character, own)
    width += own
  }
  return bold ? width * 1.08 : width
}

/** Of the characters that were asked for, since a long paper asks for few of them very often. */
const widths = new Map<string, number>()

function widthOfCharacter(character: string): number {
  if (/[iljI.,:;'’|! ]/.test(character)) return 0.5
  if (/[tfr()[\]\-/"]/.test(character)) return 0.6
  if (/[mwMW%@&]/.test(character)) return 1.5
  if (/\p{Lu}/u.test(character)) return 1.25
  if (/[ckszvxy]/.test(character)) return 0.9
  return character > '\u2E7F' ? 1.9 : 1
}
