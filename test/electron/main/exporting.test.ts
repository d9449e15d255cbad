/**
 * Exports as the main process sees to them, with the pickers answered and papers made by a stand-in. Example: a template that was
 * moved is a sentence, and no place is asked for.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openChoices } from '../../../electron/main/choices.ts'
import { makeExporting } from '../../../electron/main/exporting.ts'
import { openRecents } from '../../../electron/main/recent.ts'
import type { PaperAnswer, PaperRequest } from '../../../electron/workbook/paperprocess.ts'
import type { ExportChoice } from '../../../shared/exporting/choice.ts'
import { planOf, rowsOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { folder } from '../file/helpers.ts'

const never = (error: unknown) => {
  throw error
}

const paper: ExportChoice = {
  as: 'workbook',
  template: 'commissioning-framework',
  year: null,
  optionId: null,
  unit: 1,
  accessible: false,
}

/** The exports of a plan of no lines, and what was asked of the machine. */
function exporting({ readOnly = false, answers = true } = {}) {
  const home = folder()
  const builtin = path.join(home, 'templates')
  mkdirSync(builtin)
  for (const name of ['commissioning-framework', 'accessible-tables'])
    writeFileSync(path.join(builtin, `${name}.xlsx`), name)
  const out = path.join(home, 'Paper.xlsx')
  const plan = { id: 'plan' as const, title: 'Budget', organisation: null, planYear: null, marking: null }
  const rows = rowsOf(planOf({ plan: [plan] }))
  const dialogs = {
    placeExport: vi.fn(async (): Promise<string | null> => out),
    choosePackFolder: vi.fn(async (): Promise<string | null> => home),
    chooseWorkbook: vi.fn(async (): Promise<string | null> => path.join(home, 'Budget 2020-21.xlsx')),
    chooseTemplate: vi.fn(async (): Promise<string | null> => null),
    placeTemplate: vi.fn(async (): Promise<string | null> => path.join(home, 'Ours.xlsx')),
    mayReplace: vi.fn(async () => false),
  }
  const asked: PaperRequest[] = []
  const choices = openChoices(path.join(home, 'exports.json'), never)
  const calls = makeExporting({
    desk: {
      file: () =>
        ({
          file: '/plans/Budget.cplan',
          readOnly,
          rowsInParts: async () => rows,
          rowsAt: () => rows,
          history: () => [{ number: 3, label: 'set', who: 'jo', at: '2021-01-14T10:00:00.000Z', state: 'done' }],
        }) as never,
    },
    dialogs,
    mappings: { list: () => [] },
    templates: openRecents(path.join(home, 'templates.json'), () => '2026-04-01T09:00:00.000Z', never),
    choices,
    folder: builtin,
    launch: () => {
      let tell: (answer: PaperAnswer) => void = () => {}
      return {
        post: (request) => {
          asked.push(request)
          const bytes = Buffer.from(`made of ${path.basename(request.making.template ?? request.making.as)}`)
          if (answers)
            tell(
              request.lastYear
                ? { kind: 'template', bytes: Buffer.from(`made of ${path.basename(request.lastYear.file)}`), said: [] }
                : request.preview
                  ? { kind: 'preview', preview: { sheets: [], placeholders: [] } }
                  : request.making.as === 'publication'
                    ? { kind: 'pack', files: ['grants', 'notes'].map((key) => ({ name: `${key}.csv`, text: key })) }
                    : { kind: 'made', bytes },
            )
        },
        onMessage: (listener) => {
          tell = listener
        },
        onExit: () => {},
        kill: () => {},
      }
    },
    print: async (html) => Buffer.from(`printed, ${html}`),
    today: () => '2026-04-01',
    openFile: async () => 'No program',
    showInFolder: () => {},
  })
  return { home, out, dialogs, asked, choices, calls }
}

describe('an export', () => {
  it('is written where the picker says, and remembered for the plan', async () => {
    const { calls, out, dialogs, asked } = exporting()
    expect((await calls.exportState()).last).toBeNull()
    expect(await calls.exportPaper(paper)).toEqual({ file: 'Paper.xlsx', accessible: null, missed: null })
    expect(readFileSync(out, 'utf8')).toBe('made of commissioning-framework.xlsx')
    expect(dialogs.placeExport).toHaveBeenCalledWith('workbook', 'Budget')
    expect(asked[0]).toMatchObject({ optionId: null, preview: false, making: { today: '2026-04-01', unit: 1 } })
    const { builtin, last } = await calls.exportState()
    expect([builtin.map(({ name }) => name), last]).toEqual([['commissioning-framework', 'accessible-tables'], paper])
    await expect(calls.openExport()).rejects.toThrow('“Paper.xlsx” was written, but no program here opened it')
  })

  it('of the past says so in its name, and is not how the plan is exported next', async () => {
    const { calls, dialogs, choices } = exporting()
    await calls.exportPaper({ ...paper, step: 3 })
    expect(dialogs.placeExport).toHaveBeenCalledWith('workbook', 'Budget – as it was on 14 January 2021')
    expect(choices.of('/plans/Budget.cplan')).toEqual(paper)
  })

  it('that is cancelled in the picker writes and remembers nothing; a copy that is looked at remembers nothing', async () => {
    const { calls, out, dialogs, choices } = exporting({ readOnly: true })
    dialogs.placeExport.mockResolvedValueOnce(null)
    expect([await calls.exportPaper(paper), existsSync(out)]).toEqual([null, false])
    await expect(calls.openExport()).rejects.toThrow('Nothing has been exported yet')
    await calls.exportPaper(paper)
    expect(choices.of('/plans/Budget.cplan')).toBeNull()
  })

  it('has its accessible edition beside it, but replaces none without asking', async () => {
    const { calls, home, dialogs } = exporting()
    const beside = path.join(home, 'Paper (accessible).xlsx')
    const both = { ...paper, accessible: true }
    expect(await calls.exportPaper(both)).toMatchObject({ accessible: 'Paper (accessible).xlsx', missed: null })
    expect(readFileSync(beside, 'utf8')).toBe('made of accessible-tables.xlsx')
    writeFileSync(beside, 'kept')
    expect(await calls.exportPaper(both)).toMatchObject({ missed: expect.stringContaining('left as it is') })
    expect(readFileSync(beside, 'utf8')).toBe('kept')
    dialogs.mayReplace.mockResolvedValueOnce(true)
    writeFileSync(path.join(home, '.~lock.Paper (accessible).xlsx#'), '')
    expect(await calls.exportPaper(both)).toMatchObject({ missed: expect.stringContaining('is open in Excel') })
    expect(readFileSync(beside, 'utf8')).toBe('kept')
  })

  it('of the lines or as a PDF needs no template', async () => {
    const { calls, out } = exporting()
    await calls.exportPaper({ ...paper, as: 'lines', template: 'gone', accessible: true })
    expect(readFileSync(out, 'utf8')).toBe('made of lines')
    await calls.exportPaper({ ...paper, as: 'print', template: 'gone' })
    expect(readFileSync(out, 'utf8')).toBe('printed, made of print')
  })

  it('of a publication pack is a new folder, whole or not at all', async () => {
    const { calls, home, dialogs } = exporting()
    const pack = { ...paper, as: 'publication', year: yearFrom(2021) } as const
    const place = path.join(home, 'Budget 2021-22 publication pack')
    dialogs.choosePackFolder.mockResolvedValueOnce(null)
    expect([await calls.exportPaper(pack), existsSync(place)]).toEqual([null, false])
    expect(await calls.exportPaper(pack)).toEqual({ file: path.basename(place), accessible: null, missed: null })
    expect(readdirSync(place)).toEqual(['grants.csv', 'notes.csv'])
    expect(readFileSync(path.join(place, 'grants.csv'), 'utf8')).toBe('grants')
    expect((await calls.exportState()).last).toEqual(pack)
    writeFileSync(path.join(place, 'grants.csv'), 'corrected')
    await expect(calls.exportPaper(pack)).rejects.toThrow('is there already, so nothing was written; move or rename it')
    expect(readFileSync(path.join(place, 'grants.csv'), 'utf8')).toBe('corrected')
    dialogs.choosePackFolder.mockResolvedValueOnce(path.join(home, 'gone'))
    await expect(calls.exportPaper(pack)).rejects.toThrow('was not written, because its folder is not there')
    expect(readdirSync(home).filter((name) => name.startsWith('.~'))).toEqual([])
    expect(dialogs.placeExport).not.toHaveBeenCalled()
  })

  it('can be stopped, and another preview takes its place', async () => {
    const { calls, out } = exporting({ answers: false })
    const written = calls.exportPaper(paper)
    setTimeout(() => void calls.cancelExport(), 50)
    expect([await written, existsSync(out)]).toEqual([null, false])
    const first = calls.previewExport(paper)
    void calls.previewExport(paper)
    expect(await first).toBeNull()
    await calls.cancelExport()
  })
})

describe('templates of the officer’s own', () => {
  it('are named by id; one that is gone is a sentence before a place is asked for', async () => {
    const { calls, home, dialogs } = exporting()
    const file = path.join(home, 'Panel paper.xlsx')
    writeFileSync(file, 'panel')
    expect(await calls.chooseTemplate()).toBeNull()
    dialogs.chooseTemplate.mockResolvedValueOnce(file)
    const chosen = (await calls.chooseTemplate())!
    expect(chosen.own).toEqual([{ id: chosen.id, name: 'Panel paper', folder: home }])
    await calls.exportPaper({ ...paper, template: chosen.id })
    rmSync(file)
    dialogs.placeExport.mockClear()
    await expect(calls.exportPaper({ ...paper, template: chosen.id })).rejects.toThrow('is not where it was')
    await expect(calls.previewExport({ ...paper, template: file })).rejects.toThrow('no longer in the list')
    expect(dialogs.placeExport).not.toHaveBeenCalled()
    expect(await calls.forgetTemplate(chosen.id)).toEqual([])
  })

  it('makes a template of last year’s workbook, which is then the first of the officer’s own', async () => {
    const { calls, dialogs, home } = exporting()
    const made = (await calls.makeTemplate())!
    expect(dialogs.placeTemplate).toHaveBeenCalledWith('Budget 2020-21 template')
    expect(made).toMatchObject({ name: 'Ours.xlsx', said: [] })
    expect(made.own[0]!.id).toBe(made.id)
    expect(readFileSync(path.join(home, 'Ours.xlsx'), 'utf8')).toBe('made of Budget 2020-21.xlsx')
  })

  it('makes no template when a picker is cancelled', async () => {
    const { calls, dialogs } = exporting()
    dialogs.placeTemplate.mockResolvedValueOnce(null)
    expect(await calls.makeTemplate()).toBeNull()
    dialogs.chooseWorkbook.mockResolvedValueOnce(null)
    expect(await calls.makeTemplate()).toBeNull()
    expect((await calls.exportState()).own).toEqual([])
  })

  it('may be copies of the program’s', async () => {
    const { calls, home } = exporting()
    const { own } = (await calls.copyTemplate('commissioning-framework'))!
    expect(own.map(({ name }) => name)).toEqual(['Ours'])
    expect(readFileSync(path.join(home, 'Ours.xlsx'), 'utf8')).toBe('commissioning-framework')
    await expect(calls.copyTemplate('../../secret')).rejects.toThrow('is a workbook of your own already')
  })
})
