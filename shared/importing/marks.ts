/**
 * Footnote marks: how they end a name and how they start a note. Example: "Street rangers¹" is "Street rangers" with the
 * mark ¹, which a note starting with "1." below a heading "Notes" answers, or one starting with "[note 1]" anywhere.
 */

const FORM = '\\*{1,3}|†{1,2}|‡|§|\\[(?:note\\s*)?\\d{1,3}\\]|\\(note\\s*\\d{1,3}\\)|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]*'
const AT_END = new RegExp(`\\s*(${FORM})$`, 'i')
/** What a text with a mark at its end ends with. */
const LAST = '*†‡§])¹²³⁴⁵⁶⁷⁸⁹⁰'
const ALONE = new RegExp(`^(?:${FORM})$`, 'i')
const AT_START = new RegExp(`^(${FORM}|notes?\\s*\\d{1,3}(?=\\s*[:.–-]))\\s*[:.–-]?\\s*(?=\\S)`, 'i')
const NUMBERED = /^(?:\((\d{1,3})\)|(\d{1,3})[.):]?)\s+(?=\S)/
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** What a mark is compared by: numbers in all their forms are the same. @example markKey('[Note 2]') === markKey('²') */
export function markKey(mark: string): string {
  const plain = [...mark].map((one) => (SUPERSCRIPTS.includes(one) ? SUPERSCRIPTS.indexOf(one) : one)).join('')
  return /\d+/.exec(plain)?.[0] ?? plain.trim()
}

/** A name without the marks at its end, which keep the space before them. @example withoutMarks('Helpline*†') // {name: 'Helpline', marks: ['*', '†']} */
export function withoutMarks(text: string): { name: string; marks: string[] } {
  const marks: string[] = []
  if (!LAST.includes(text.at(-1) ?? '')) return { name: text, marks }
  let name = text
  for (let match = AT_END.exec(name); match; match = AT_END.exec(name)) {
    if (match.index === 0) break
    marks.unshift(name.slice(match.index))
    name = name.slice(0, match.index)
  }
  return { name, marks }
}

/** Is a text a mark and nothing else, as where notes have their marks in a column of their own? */
export function isMark(text: string): boolean {
  return ALONE.test(text)
}

/**
 * The mark that a note starts with and what follows it.
 * @param listed whether it stands in a list of notes, where "1." is a mark too
 */
export function startOfNote(text: string, listed: boolean): { mark: string; text: string } | null {
  const match = AT_START.exec(text) ?? (listed ? NUMBERED.exec(text) : null)
  return match && { mark: match[1] ?? match[2]!, text: text.slice(match[0].length) }
}
