/**
 * The text of a cell as it is kept in a workbook's XML: runs of rich text, hints for its pronunciation, and characters
 * that XML cannot hold, written as `_x000D_`. Example: `plainText('_x000D_Victim _x000D_\nFirst ')` is 'Victim \nFirst'.
 *
 * Source: ECMA-376 part 1, 18.4.8 (si), 18.4.6 (rPh), 22.9.2.19 (ST_Xstring).
 */

import { cellText } from '../../shared/sheet.ts'
import { tooLarge } from './unreadable.ts'

/** No cell of Excel holds more than 32,767 characters; other writers' may, but not without end. */
const MAX_TEXT = 1_000_000

const ESCAPE = /_x([0-9A-Fa-f]{4})_/g

/** Collects the text of one element: of all its runs, without the phonetic ones. Feed it the events below that element. */
export interface TextCollector {
  /** Forget what was collected. */
  clear(): void
  open(name: string): void
  close(name: string): void
  text(value: string): void
  /** What was collected so far, as `plainText` gives it. */
  result(): string
}

export function textCollector(): TextCollector {
  let collected = ''
  let phonetic = false
  let inText = false
  return {
    clear() {
      collected = ''
      phonetic = inText = false
    },
    open(name) {
      if (name === 'rPh') phonetic = true
      else if (name === 't') inText = !phonetic
    },
    close(name) {
      if (name === 'rPh') phonetic = false
      else if (name === 't') inText = false
    },
    text(value) {
      if (inText) collected = append(collected, value)
    },
    result: () => plainText(collected),
  }
}

/** Puts two pieces of one text together. @throws {Unreadable} above 1,000,000 characters, for nothing is cut silently */
export function append(text: string, more: string): string {
  if (text.length + more.length > MAX_TEXT) throw tooLarge('one of its cells holds more than 1,000,000 characters')
  return text === '' ? more : text + more
}

/** The text a person means: escapes resolved, then as `cellText` gives it. */
export function plainText(stored: string): string {
  if (!stored.includes('_x')) return cellText(stored)
  return cellText(stored.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))))
}
