/**
 * What is chosen in the export dialog: how it begins, and what its lists offer. Example: a plan that was exported in £000
 * last time begins with £000 again.
 */
import type { ExportChoice } from '../../shared/exporting/choice.ts'
import type { ExportState } from '../../shared/ipc.ts'
import type { FinancialYear } from '../../shared/years.ts'

/** Beside the templates there is to choose: every line as text, the budget as a PDF, the tables for the website. */
export const LINES = 'as lines'
export const PRINT = 'as print'
export const PUBLICATION = 'as publication'
export const ACCESSIBLE = 'accessible-tables'

/** Units by what the list shows. */
export const units = [
  { value: '1', label: '£' },
  { value: '1000', label: '£000' },
  { value: '1000000', label: '£m' },
] as const
export type UnitValue = (typeof units)[number]['value']

/**
 * As the dialog begins: as it was exported last, as far as that is still there; the option is the one that is shown.
 * @param years of the plan
 */
export function firstChoice(
  { builtin, own, last }: ExportState,
  years: readonly FinancialYear[],
  optionId: string | null,
): ExportChoice {
  const fresh = {
    as: 'workbook',
    template: builtin[0]?.name ?? '',
    year: null,
    optionId,
    unit: 1,
    accessible: false,
  } as const
  if (last === null) return fresh
  const isThere = [...builtin.map(({ name }) => name), ...own.map(({ id }) => id)].includes(last.template)
  return {
    ...last,
    template: isThere ? last.template : fresh.template,
    year: last.year !== null && years.includes(last.year) ? last.year : null,
    optionId,
  }
}

/** The value in the list of what can be exported. */
export const listValue = ({ as, template }: ExportChoice) =>
  as === 'lines' ? LINES : as === 'print' ? PRINT : as === 'publication' ? PUBLICATION : template

/** The choice with another value of that list. */
export function withValue(choice: ExportChoice, value: string): ExportChoice {
  if (value === LINES) return { ...choice, as: 'lines' }
  if (value === PRINT) return { ...choice, as: 'print' }
  if (value === PUBLICATION) return { ...choice, as: 'publication' }
  return { ...choice, as: 'workbook', template: value }
}

/** What is chosen, in words. @example "Commissioning framework" */
export function nameOf({ builtin, own }: ExportState, choice: ExportChoice): string {
  if (choice.as === 'lines') return 'Budget lines'
  if (choice.as === 'print') return 'Budget'
  if (choice.as === 'publication') return 'Publication pack'
  const label = builtin.find(({ name }) => name === choice.template)?.label
  return label ?? own.find(({ id }) => id === choice.template)?.name ?? 'Paper'
}
