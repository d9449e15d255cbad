/**
 * How high a row must be for its wrapped text: spreadsheets differ in whether they work it out when they open a file.
 * Example: `heightFor([{text: 'Generic victim support service', width: 20, bold: false}])` is 28, that is two lines.
 */

/** A text in its cell; `width` in characters, as a spreadsheet counts them. */
export interface CellText {
  text: string
  width: number
  bold: boolean
}

/** The height of a line of text of 10 points, and what stands above and below it, in points. */
const LINE = 12.75
const AROUND = 2.5
/** No spreadsheet makes a row higher. */
const HIGHEST = 409

/** The height in points that holds every text of a row. */
export function heightFor(cells: readonly CellText[]): number {
  const lines = Math.max(1, ...cells.map(linesIn))
  return Math.min(HIGHEST, lines * LINE + AROUND)
}

/** How many lines a text takes in its cell, breaking between words, and within one only where it is wider than the cell. */
function linesIn({ text, width, bold }: CellText): number {
  const room = width - 0.8
  let lines = 0
  for (const paragraph of text.split('\n')) {
    let left = room
    lines++
    for (const word of paragraph.split(/(?<=[\s\-–/])/)) {
      const size = widthOf(word, bold)
      if (widthOf(word.trimEnd(), bold) > left && left < room) {
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

/** In widths of a digit, for a plain typeface such as Arial. */
function widthOf(text: string, bold: boolean): number {
  let width = 0
  for (const character of text) {
    if (/[iljI.,:;'’|! ]/.test(character)) width += 0.5
    else if (/[tfr()[\]\-/"]/.test(character)) width += 0.6
    else if (/[mwMW%@&]/.test(character)) width += 1.5
    else if (/\p{Lu}/u.test(character)) width += 1.25
    else if (/[ckszvxy]/.test(character)) width += 0.9
    else width += character > '\u2E7F' ? 1.9 : 1
  }
  return bold ? width * 1.08 : width
}
