/**
 * What the window's page can reach: the calls of the contract, and nothing of the network, of Node, or of other pages.
 * Example: `npm run e2e -- border`.
 */
import { expect, type Page, test } from '@playwright/test'
import { answerOpenDialog, answerSaveDialog, launchPlanner } from './launch.ts'

const details = { id: 'plan', title: 'Budget', organisation: null, planYear: '2020/21', marking: null }
const change = { label: 'make it', rows: [{ table: 'plan', id: 'plan', before: null, after: details }] }

interface Said {
  ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: whatever the call gives, as the page sees it
  value: any
  sentence: string
}

/** Calls as the page does: each argument as JSON, and the answer, which is small here, as one text. */
const call = async (page: Page, channel: string, ...args: unknown[]): Promise<Said> => {
  const answer = await page.evaluate(
    ([name, given]) =>
      (window as unknown as { api: { call(...args: string[]): Promise<Said> } }).api.call(name, ...given),
    [channel, args.map((arg) => JSON.stringify(arg))] as const,
  )
  return { ...answer, value: answer.ok ? JSON.parse(answer.value.text) : null }
}

const settings = (name = 'settings') => test.info().outputPath(name)

test('the page reaches no network, no Node, no other page and no other window', async () => {
  const { app, page } = await launchPlanner({ userData: settings() })
  const reached = await page.evaluate(async () => {
    const tried = (act: () => unknown) => {
      try {
        return String(act())
      } catch (error) {
        return (error as Error).name
      }
    }
    // The test's own script may do so until it first waits.
    await new Promise((resolve) => setTimeout(resolve))
    const found = {
      remote: await fetch('https://example.com').then(String, (error) => error.name),
      file: await fetch('file:///etc/hostname').then(String, (error) => error.name),
      evaluated: tried(() => new Function('return 1')()),
      opened: tried(() => window.open('https://example.com')),
      permission: await Notification.requestPermission(),
      node: typeof (window as { require?: unknown }).require + typeof (window as { process?: unknown }).process,
      api: Object.keys((window as unknown as { api: object }).api),
    }
    location.href = 'https://example.com/'
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { ...found, at: location.href }
  })
  expect(reached).toEqual({
    remote: 'TypeError',
    file: 'TypeError',
    evaluated: 'EvalError',
    opened: 'null',
    permission: 'denied',
    node: 'undefinedundefined',
    api: ['call', 'onMenu', 'onHanded'],
    at: 'planner://app/index.html',
  })
  expect(app.windows()).toHaveLength(1)
  const served = await app.evaluate(async ({ session }) => {
    const asked = (at: string) => session.defaultSession.fetch(`planner://app/${at}`)
    const { headers } = await asked('index.html')
    const names = ['content-type', 'content-security-policy', 'x-content-type-options']
    const refused = ['missing.js', '..%2fmain%2fmain.cjs', 'index.html%00.js'].map((at) =>
      asked(at).then(String, String),
    )
    return { headers: names.map((name) => headers.get(name)), refused: await Promise.all(refused) }
  })
  expect(served.headers).toEqual(['text/html; charset=utf-8', expect.stringContaining("connect-src 'none'"), 'nosniff'])
  expect(served.refused).toEqual(Array(3).fill(expect.stringContaining('ERR_FILE_NOT_FOUND')))
  await expect(call(page, 'sqlite')).rejects.toThrow("No handler registered for 'planner:sqlite'")
  await app.close()
})

test('a plan that is open elsewhere is told of, looked at as a copy, and opened when it is free', async () => {
  const plan = test.info().outputPath('Budget.cplan')
  const first = await launchPlanner({ userData: settings() })
  await answerSaveDialog(first.app, plan)
  expect((await call(first.page, 'createPlan', 'Budget', change)).value.kind).toBe('opened')

  const second = await launchPlanner({ userData: settings('settings of another') })
  await answerOpenDialog(second.app, plan)
  const locked = (await call(second.page, 'openPlan')).value
  expect(locked).toEqual({ kind: 'locked', name: 'Budget', holder: expect.stringMatching(/ on .+, since /) })
  const copy = (await call(second.page, 'openCopy')).value
  expect(copy).toMatchObject({ kind: 'opened', plan: { name: 'Budget', readOnly: true, rows: { plan: [details] } } })
  expect((await call(second.page, 'undo')).sentence).toContain('is open for reading only')

  await first.app.close()
  expect((await call(second.page, 'openPlan')).value).toMatchObject({ kind: 'opened', plan: { readOnly: false } })
  await second.app.close()
})

test('a plan that is double-clicked opens, also in the window that is there already', async () => {
  const [one, two] = ['One.cplan', 'Two.cplan'].map((name) => test.info().outputPath(name)) as [string, string]
  const first = await launchPlanner({ userData: settings() })
  for (const plan of [one, two]) {
    await answerSaveDialog(first.app, plan)
    await call(first.page, 'createPlan', 'Plan', change)
  }
  await first.app.close()

  const { app, page } = await launchPlanner({ userData: settings(), args: [one] })
  expect((await call(page, 'start')).value.plan.name).toBe('One')
  const shows = (name: string) =>
    expect(page.locator('.title-bar-names')).toHaveAttribute('title', new RegExp(`^${name},`))
  await app.evaluate(({ app }, file) => void app.emit('second-instance', {}, ['planner', file], '/'), two)
  await shows('Two')
  const { value } = await call(page, 'start')
  expect(value.plan.name).toBe('Two')
  expect(value.recent.map(({ name }: { name: string }) => name)).toEqual(['Two', 'One'])

  // Another that has a password asks for it in the window.
  const password = 'three random words'
  expect((await call(page, 'setPassword', password)).ok).toBe(true)
  await app.evaluate(({ app }, file) => void app.emit('second-instance', {}, ['planner', file], '/'), one)
  await shows('One')
  await call(page, 'closePlan')
  await app.evaluate(({ app }, file) => void app.emit('second-instance', {}, ['planner', file], '/'), two)
  const dialog = page.getByRole('dialog', { name: '“Two” has a password' })
  await dialog.getByLabel('Password').fill('three random swords')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toHaveText('That password does not open it; mind capitals and spaces.')
  await dialog.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('saved')).toHaveText(/Saved/)
  await expect(dialog).toBeHidden()
  await app.close()
})
