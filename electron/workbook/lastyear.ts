/**
 * Last year's workbook as a template for this year's paper. Example: `makeTemplateFile(bytes, 'Appendix A.xlsx')` gives the bytes
 * of a workbook in the same clothes, with placeholders for its lines and years.
 */
import { type ReadOptions, readTables, type TableMapping } from '../../shared/importing/index.ts'
import { type KnownMapping, rememberedFor } from '../../shared/importing/shapes.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Workbook } from '../../shared/sheet.ts'
import { type Made, type MakeOptions, makeTemplate } from '../../shared/templates/making.ts'
import { fillWorkbook, readTemplate } from './filling/filler.ts'

export interface MadeFile extends Omit<Made, 'filling'> {
  /** The template, as a workbook. */
  bytes: Buffer
}

/**
 * Makes a template of last year's workbook.
 * @param bytes the workbook
 * @param file its name without the folder, for sentences
 * @param options the sheets and the mapping with which it was imported, or the mappings that are remembered; and the
 * organisation's name in its titles
 * @throws Refusal when it cannot be read, or nothing in it can be turned
 */
export function makeTemplateFile(
  bytes: Buffer,
  file: string,
  options: ReadOptions & MakeOptions & { known?: readonly KnownMapping[] } = {},
): MadeFile {
  const template = readTemplate(bytes, file)
  const { workbook } = template
  const mappings = options.mappings ?? rememberedIn(workbook, options.known ?? [])
  const { filling, said, planYear } = makeTemplate(template, readTables(workbook, { ...options, mappings }), options)
  if (!filling.sheets.some(({ blocks, cells }) => blocks.length > 0 || Object.keys(cells).length > 0)) {
    const first = said.find(({ at, look }) => look && at.row !== undefined) ?? said.find(({ look }) => look)
    throw new Refusal(
      `Nothing in “${file}” could be made into a template${first ? `: “${first.at.sheet}” was ${first.what}` : ''}; no template was written, so choose another workbook or put placeholders in this one.`,
    )
  }
  return { bytes: fillWorkbook(bytes, filling, file), said, planYear }
}

/** The tables whose columns were confirmed when they were imported, with the others of their sheets as they are found. */
function rememberedIn(workbook: Workbook, known: readonly KnownMapping[]): TableMapping[] {
  if (known.length === 0) return []
  return workbook.sheets
    .filter(({ hidden }) => !hidden)
    .flatMap((sheet) => {
      const own = rememberedFor(sheet, known).map(({ mapping }) => mapping)
      if (own.length === 0) return []
      const rows = new Set(own.flatMap(({ headerRows }) => headerRows))
      const { tables } = readTables(workbook, { sheets: [sheet.name] })
      const others = tables.filter(({ headerRows }) => !headerRows.some((row) => rows.has(row)))
      return [...own, ...others.map(({ sheet: name, headerRows, columns }) => ({ sheet: name, headerRows, columns }))]
    })
}
