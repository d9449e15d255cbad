/**
 * Notes and conditions on the command line. Example: `note P.cplan --line "Victim First" --year 2021/22 --condition --text
 * "subject to evaluation"`.
 */
import { addNote, removeNote } from '../../../shared/edits/notes.ts'
import { notesOfLine } from '../../../shared/notes.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { lineFor, Misuse, measureFor, optional, required, yearFor } from '../arguments.ts'
import { type Command, edit } from '../running.ts'

export const noteCommands: Record<string, Command> = {
  note: {
    usage:
      'note P.cplan --line SERVICE --text TEXT [--condition] [--year 2021/22 [--measure budget|forecast|actual]] | --line SERVICE --remove TEXT',
    options: ['line', 'text', 'year', 'measure', 'remove'],
    flags: ['condition'],
    run: async ([path], options) => {
      const name = required(options, 'line')
      const [text, removed, year] = [optional(options, 'text'), optional(options, 'remove'), optional(options, 'year')]
      if ((text === null) === (removed === null)) throw new Misuse('Give --text or --remove.')
      const at = year === null ? { year: null, measure: null } : { year: yearFor(year), measure: measureFor(options) }
      return edit(path, (plan) => {
        const line = lineFor(plan, name)
        const condition = options.condition === true
        if (text !== null) return addNote(plan, { lineId: line.id, text, condition, ...at }, () => crypto.randomUUID())
        const found = notesOfLine(plan, line.id).find((note) => note.text.trim() === removed!.trim())
        if (!found)
          throw new Refusal(
            `“${line.service}” has no note “${removed}”; nothing was changed, so look at its notes with “show --json”.`,
          )
        return removeNote(plan, found.id)
      })
    },
  },
}
