/**
 * The small parts of a workbook beside its sheets: the workbook itself, the texts that cells share, and the comments.
 * Example: `readStrings(part)[12]` is the text of every cell that says `<c t="s"><v>12</v></c>`.
 *
 * Source: ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings), 18.7 (comments); MS-XLSX (threadedComment).
 */

import { parseAddress } from './references.ts'
import { append, plainText, textCollector } from './text.ts'
import { damaged } from './unreadable.ts'
import { isTrue, localName, readXml } from './xml.ts'

export interface WorkbookPart {
  from1904: boolean
  /** In the order of the tabs; `id` is the relationship that leads to the sheet. */
  sheets: { name: string; id: string; hidden: boolean }[]
}

/** @throws {Unreadable} when it is not well-formed or not a workbook */
export function readWorkbookPart(bytes: Buffer): WorkbookPart {
  const workbook: WorkbookPart = { from1904: false, sheets: [] }
  let section = ''
  readXml(bytes, 'its list of sheets', {
    open(name, attributes, depth) {
      if (depth === 1 && name !== 'workbook') throw damaged('it holds no workbook')
      if (depth === 2) section = name
      if (depth === 2 && name === 'workbookPr') workbook.from1904 = isTrue(attributes.date1904)
      if (depth !== 3 || section !== 'sheets' || name !== 'sheet') return
      const link = Object.keys(attributes).find((key) => key.includes(':') && localName(key) === 'id')
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      workbook.sheets.push({ name: attributes.name ?? '', id: (link && attributes[link]) ?? '', hidden })
    },
  })
  return workbook
}

/** The shared texts by their number. @throws {Unreadable} when the part is not well-formed or a text is too long */
export function readStrings(bytes: Buffer): string[] {
  const strings: string[] = []
  const collector = textCollector()
  readXml(bytes, 'its list of texts', {
    open(name, _, depth) {
      if (depth === 2) collector.clear()
      else if (depth > 2) collector.open(name)
    },
    close(name, depth) {
      if (depth > 2) collector.close(name)
      else if (depth === 2 && name === 'si') strings.push(collector.result())
    },
    text: collector.text,
  })
  return strings
}

/** What Excel writes into the old kind of comment before a conversation, for readers that do not know conversations. */
const CONVERSATION = /^\[Threaded comment\][\s\S]*?\nComment:\s*/

/** Comments by the place of their cell (see `placeOf`). @throws {Unreadable} when the part is not well-formed */
export function readComments(bytes: Buffer): Map<number, string> {
  const comments = new Map<number, string>()
  const collector = textCollector()
  let place = -1
  readXml(bytes, 'its list of comments', {
    open(name, { ref }, depth) {
      if (depth === 3) {
        place = name === 'comment' ? parseAddress(ref ?? '') : -1
        collector.clear()
      } else if (depth > 4) collector.open(name)
    },
    close(name, depth) {
      if (depth > 4) collector.close(name)
      else if (depth === 3 && place >= 0) {
        const text = collector.result().replace(CONVERSATION, '')
        if (text) comments.set(place, text)
      }
    },
    text: collector.text,
  })
  return comments
}

/**
 * Conversations by the place of their cell, each remark on lines of its own, without the names of who wrote them.
 * @throws {Unreadable} when the part is not well-formed
 */
export function readThreads(bytes: Buffer): Map<number, string> {
  const threads = new Map<number, string>()
  let place = -1
  let inText = false
  let remark = ''
  readXml(bytes, 'its list of comments', {
    open(name, { ref }, depth) {
      if (depth === 2) {
        place = name === 'threadedComment' ? parseAddress(ref ?? '') : -1
        remark = ''
      } else if (depth === 3) inText = name === 'text'
    },
    close(_, depth) {
      if (depth === 3) inText = false
      if (depth !== 2 || place < 0) return
      const text = plainText(remark)
      const before = threads.get(place)
      if (text) threads.set(place, before === undefined ? text : append(before, `\n${text}`))
    },
    text(text) {
      if (inText) remark = append(remark, text)
    },
  })
  return threads
}
