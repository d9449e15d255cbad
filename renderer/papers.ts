/**
 * What leaves the program: papers, records, charts, and what a help desk asks for.
 * Example: `planner.papers.exportPaper(choice)` asks where to and writes the panel's paper.
 */
import type { ChartFile } from '../shared/charts/file.ts'
import type { ExportChoice } from '../shared/exporting/choice.ts'
import type { Exported, Licence } from '../shared/ipc.ts'
import type { Planner } from './planner.ts'

export class Papers {
  readonly #planner: Planner

  constructor(planner: Planner) {
    this.#planner = planner
  }

  /**
   * Asks where to and writes what was chosen in the export dialog.
   * @returns what was written; null when it was cancelled
   * @throws Refusal with the sentence for the dialog
   */
  async exportPaper(choice: ExportChoice): Promise<Exported | null> {
    await this.#planner.flush()
    const written = await this.#planner.call('exportPaper', choice)
    if (written) this.#planner.say(`Exported ${written.file}`)
    return written
  }

  /** Writes the record of a decision as a paper to be signed. */
  async exportRecord(decisionId: string): Promise<void> {
    await this.#planner.flush()
    await this.#planner.attempt(async () => {
      const written = await this.#planner.call(
        'exportRecord',
        decisionId,
        this.#planner.state.optionId,
        this.#planner.state.looking?.step ?? null,
      )
      if (!written) return
      this.#planner.say(`Exported ${written.file}`)
      this.#planner.notify({
        kind: 'done',
        sentence: `The record is in “${written.file}”`,
        action: {
          label: 'Open it',
          perform: () => void this.#planner.attempt(async () => void (await this.#planner.call('openExport'))),
        },
      })
    })
  }

  /** Puts a chart onto the clipboard as an image. @param make gives the base64 of a PNG */
  async copyChart(make: () => Promise<string>, title: string): Promise<void> {
    await this.#planner.attempt(async () => {
      await this.#planner.call('copyChart', await make())
      this.#planner.say(`Copied ${title}`)
      this.#planner.notify({
        kind: 'done',
        sentence: `“${title}” is on the clipboard as an image; paste it into your paper`,
      })
    })
  }

  /** Asks where to and writes a chart. */
  async saveChart(make: () => Promise<ChartFile>): Promise<void> {
    await this.#planner.attempt(async () => {
      const written = await this.#planner.call('saveChart', await make())
      if (!written) return
      this.#planner.say(`Saved ${written.file}`)
      this.#planner.notify({ kind: 'done', sentence: `The chart is in “${written.file}”` })
    })
  }

  /** What ships with the program. @throws Refusal */
  licences(): Promise<Licence[]> {
    return this.#planner.call('licences')
  }

  copyDiagnostics = (): Promise<void> =>
    this.#planner.attempt(async () => {
      await this.#planner.call('copyDiagnostics')
      this.#planner.say('The diagnostics are in the clipboard')
      this.#planner.notify({
        kind: 'done',
        sentence:
          'The diagnostics are in the clipboard; they hold no figures and no names, so paste them for the help desk',
      })
    })
}
