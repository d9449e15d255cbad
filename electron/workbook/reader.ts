/**
 * Reads the bytes of a workbook (.xlsx or .xlsm) or of a table as text (.csv, .tsv) into plain sheets of cells. It never
 * runs a macro, never follows a link, and needs nothing but the bytes. Whatever else the file is, a sentence says so.
 * Example: `readWorkbookBytes(readFileSync('leicestershire.xlsx'), 'leicestershire.xlsx').sheets[0].name`.
 */

import type { Sheet, Workbook } from '../../shared/sheet.ts'
import { readTextTable } from '../../shared/texttable.ts'
import { contentOfFile } from './formats.ts'
import { openPackage, type Package, type Relationship } from './package.ts'
import { readComments, readStrings, readThreads, readWorkbookPart } from './parts.ts'
import { readSheet, type SheetContext } from './sheets.ts'
import { readStyles } from './styles.ts'
import { damaged, sentence, tooLarge, Unreadable } from './unreadable.ts'

/** Kinds of tabs that hold no cells of a budget: charts, and the dialogs and macros of old. */
const OTHER_TABS = ['chartsheet', 'dialogsheet', 'xlMacrosheet', 'xlIntlMacrosheet']

/**
 * Reads a whole workbook.
 * @param bytes the file's content
 * @param name the file's name without its folder, for the result and for sentences
 * @throws {Refusal} when the file is no such workbook, is damaged, protected, or beyond a limit
 */
export function readWorkbookBytes(bytes: Buffer, name: string): Workbook {
  return { file: name, sheets: [...readSheets(bytes, name)] }
}

/**
 * Reads a workbook sheet by sheet, so that a sheet can be handed on before the next is read.
 * @throws {Refusal} as `readWorkbookBytes` does, possibly after the first sheets
 */
export function* readSheets(bytes: Buffer, name: string): Generator<Sheet> {
  try {
    const content = contentOfFile(bytes)
    if (content.kind === 'package') yield* sheetsOf(openPackage(bytes))
    else yield textSheet(content.text, name)
  } catch (error) {
    throw error instanceof Unreadable ? sentence(name, error) : error
  }
}

/** Any text could pass for a table of one column; whether it is meant for one, its name has to say. */
const OTHER_ENDING = /\.(?!csv$|tsv$|tab$|txt$)[^.]*$/i

/** The one sheet of a text file, under the file's name without its ending. */
function textSheet(text: string, name: string): Sheet {
  const table = readTextTable(text)
  if (table.kind === 'too large') throw tooLarge(table.detail)
  if (table.kind === 'unclear') throw new Unreadable(`cannot be read without guessing: ${table.detail}`)
  if (table.cells.length === 0) throw new Unreadable('is empty', 'choose the file that holds the budget')
  if (OTHER_ENDING.test(name) && table.cells.every(({ column }) => column === 1)) {
    throw new Unreadable('is a text file and no workbook', 'choose the spreadsheet that holds the budget')
  }
  return { name: name.replace(/(?<=.)\.[^.]*$/, ''), hidden: false, cells: table.cells, merges: [] }
}

function* sheetsOf(file: Package): Generator<Sheet> {
  const workbookPart = findWorkbook(file)
  const workbook = readWorkbookPart(file.read(workbookPart))
  const links = file.relationships(workbookPart)
  const linkOf = new Map(links.map((link) => [link.id, link]))
  const taken = new Set<string>()
  /** A part's bytes, once only: a file whose many sheets are all the same part would take for ever. */
  const take = (part: string) => {
    if (taken.has(part.toLowerCase())) throw damaged('several of its sheets share one part')
    taken.add(part.toLowerCase())
    return file.read(part)
  }
  const strings = partOf(file, links, 'sharedStrings')
  const styles = partOf(file, links, 'styles')
  const context: SheetContext = {
    strings: strings ? readStrings(file.read(strings)) : [],
    styles: styles ? readStyles(file.read(styles)) : [],
    from1904: workbook.from1904,
    used: { cells: 0, characters: 0 },
  }
  for (const { name, id, hidden } of workbook.sheets) {
    const what = `the sheet “${name}”`
    const link = linkOf.get(id)
    if (link && OTHER_TABS.includes(link.kind)) continue
    if (!link || !file.has(link.part)) throw damaged(`${what} is missing`)
    const bytes = take(link.part)
    const own = file.relationships(link.part)
    const [notes, threads] = [partOf(file, own, 'comments'), partOf(file, own, 'threadedComment')]
    const comments = new Map([
      ...(notes ? readComments(take(notes)) : []),
      ...(threads ? readThreads(take(threads)) : []),
    ])
    yield { name, hidden, ...readSheet(bytes, what, context, comments) }
  }
}

/** The part that is the workbook. @throws {Unreadable} when the package is something else, or a binary workbook */
export function findWorkbook(file: Package): string {
  const part = file.relationships('').find(({ kind }) => kind === 'officeDocument')?.part
  const other = 'choose the spreadsheet that holds the budget, saved as .xlsx'
  if (part === undefined) throw new Unreadable('is a zip file, but no workbook', other)
  if (/\.bin$/i.test(part)) {
    throw new Unreadable('is a binary workbook (.xlsb)', 'open it in Excel, save it as .xlsx and choose that file')
  }
  if (/^(?:word|ppt|visio)\//i.test(part)) throw new Unreadable('is another kind of document, not a workbook', other)
  return part
}

function partOf(file: Package, links: Relationship[], kind: string): string | undefined {
  return links.find((link) => link.kind === kind && file.has(link.part))?.part
}
