/**
 * What the program keeps between sessions: settings, recent plans, the log of faults. Example: a recent plan whose file was
 * deleted is not listed, one on a drive that is away is.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeFault, openLog } from '../../../electron/main/log.ts'
import { openRecents } from '../../../electron/main/recent.ts'
import { openSettings } from '../../../electron/main/settings.ts'
import { folder } from '../file/helpers.ts'

const now = () => '2026-04-01T09:00:00.000Z'
const never = (error: unknown) => {
  throw error
}

describe('settings', () => {
  it('are there the next time, whole', () => {
    const file = path.join(folder(), 'settings.json')
    const settings = openSettings(file, never)
    expect(settings.get()).toEqual({ window: null, folders: {} })
    const window = { x: 1, y: 2, width: 1280, height: 800, maximised: false }
    settings.set({ window })
    settings.set({ folders: { plan: '/plans' } })
    expect(openSettings(file, never).get()).toEqual({ window, folders: { plan: '/plans' } })
    expect(readdirSync(path.dirname(file))).toEqual(['settings.json'])
  })

  it('are as new where the file makes no sense, part by part', () => {
    const file = path.join(folder(), 'settings.json')
    writeFileSync(file, '{')
    expect(openSettings(file, never).get()).toEqual({ window: null, folders: {} })
    writeFileSync(file, '{"window": {"x": "left"}, "folders": {"plan": "/plans"}}')
    expect(openSettings(file, never).get()).toEqual({ window: null, folders: { plan: '/plans' } })
  })

  it('that cannot be kept hinder nothing', () => {
    const errors: unknown[] = []
    const settings = openSettings(path.join(folder(), 'gone', 'settings.json'), (error) => errors.push(error))
    settings.set({ folders: { plan: '/plans' } })
    expect(settings.get().folders).toEqual({ plan: '/plans' })
    expect(errors).toHaveLength(1)
  })
})

describe('recent plans', () => {
  it('are the last ten, newest first, each once, named by an id', async () => {
    const home = folder()
    const file = path.join(home, 'recent.json')
    const told: string[][] = []
    const recents = openRecents(file, now, never, (files) => told.push(files.map((one) => path.parse(one).name)))
    for (let number = 1; number <= 12; number++) {
      const plan = path.join(home, `${number}.cplan`)
      writeFileSync(plan, '')
      recents.add(plan)
    }
    recents.add(path.join(home, '5.cplan'))
    const list = await openRecents(file, now, never).list()
    expect(list.map(({ name }) => name)).toEqual(['5', '12', '11', '10', '9', '8', '7', '6', '4', '3'])
    expect(list[0]).toEqual({ id: expect.stringMatching(/^[0-9a-f]{16}$/), name: '5', folder: home, openedAt: now() })
    expect(recents.pathOf(list[0]!.id)).toBe(path.join(home, '5.cplan'))
    recents.forget(list[0]!.id)
    expect(told[12]).toEqual(list.map(({ name }) => name))
    expect(told.at(-1)).toEqual(told[12]!.slice(1))
    expect(recents.pathOf(list[0]!.id)).toBeNull()
    expect((await recents.list()).map(({ name }) => name)).not.toContain('5')
  })

  it('that were deleted are not listed; those whose folder is away are', async () => {
    const home = folder()
    const recents = openRecents(path.join(home, 'recent.json'), now, never)
    mkdirSync(path.join(home, 'share'))
    for (const name of ['kept.cplan', 'deleted.cplan', 'share/away.cplan']) {
      writeFileSync(path.join(home, name), '')
      recents.add(path.join(home, name))
    }
    rmSync(path.join(home, 'deleted.cplan'))
    rmSync(path.join(home, 'share'), { recursive: true })
    expect((await recents.list()).map(({ name }) => name)).toEqual(['away', 'kept'])
  })

  it('are none where the list makes no sense', async () => {
    const file = path.join(folder(), 'recent.json')
    writeFileSync(file, '[{"path": 7}]')
    expect(await openRecents(file, now, never).list()).toEqual([])
  })
})

describe('the log of faults', () => {
  const fault = Object.assign(new TypeError('£558,322 of Victim First in /home/jo/Budget.cplan'), { code: 'EIO' })
  fault.stack = `TypeError: £558,322\n of Victim First\n    at write (/home/jo/app/main.cjs:12:9)\n    at /home/jo/app/main.cjs:13:1\n    at async open (file:///home/jo/app/main.cjs:14:2)`

  it('says where in the program, and holds no figures, names or folders', () => {
    expect(describeFault(fault)).toBe(
      'TypeError EIO at write (main.cjs:12:9) at main.cjs:13:1 at async open (main.cjs:14:2)',
    )
    expect(describeFault('Victim First')).toBe('string')
    const home = path.join(folder(), 'logs')
    openLog(home, now)('commit', fault)
    const line = readFileSync(path.join(home, 'faults.log'), 'utf8')
    expect(line).toBe(`${now()} commit ${describeFault(fault)}\n`)
    expect(line).not.toMatch(/Victim|558|jo/)
  })

  it('is begun anew when it grows large, and never stands in the way', () => {
    const home = folder()
    const report = openLog(home, now)
    writeFileSync(path.join(home, 'faults.log'), 'x'.repeat(300_000))
    report('commit', fault)
    expect(readFileSync(path.join(home, 'faults.log'), 'utf8').length).toBeLessThan(1000)
    expect(existsSync(path.join(home, 'faults.old.log'))).toBe(true)
    openLog(path.join(home, 'faults.log', 'under a file'), now)('commit', fault)
  })
})
