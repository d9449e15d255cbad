/**
 * Why a file cannot be read, before it is known to which file's name the sentence belongs. The layers below the reader
 * throw it; `reader.ts` turns it into the one sentence that a person meets. Example: `new Unreadable('is empty',
 * 'choose the file that holds the budget')` becomes “plan.xlsx” is empty, so nothing was changed; choose the file ….
 */

import { Refusal } from '../../shared/refusal.ts'

const REPAIR = 'open it in Excel or LibreOffice, save it as a new .xlsx file and choose that one'

export class Unreadable extends Error {
  override name = 'Unreadable'
  readonly advice: string

  /**
   * @param problem what is the matter, as the rest of a sentence that begins with the file's name
   * @param advice what to do, without a full stop; without it, to save the file anew
   */
  constructor(problem: string, advice: string = REPAIR) {
    super(problem)
    this.advice = advice
  }
}

/** The file contradicts itself or ends too early. @param detail what was found, such as 'its list of parts is cut short' */
export function damaged(detail: string): Unreadable {
  return new Unreadable(`is damaged: ${detail}`)
}

/** The file is within its rights but beyond a limit. @param detail the limit, such as 'it has more than 2,000,000 filled cells' */
export function tooLarge(detail: string): Unreadable {
  return new Unreadable(`is too large to be read safely: ${detail}`, 'copy the budget’s own sheets to a new workbook')
}

/** The sentence for a person. @param file the file's name without its folder */
export function sentence(file: string, unreadable: Unreadable): Refusal {
  return new Refusal(`“${file}” ${unreadable.message}, so nothing was changed; ${unreadable.advice}.`)
}
