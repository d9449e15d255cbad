/**
 * The program as it is installed, and plans that the system hands over to it: by a double click, by the dock, while it runs
 * already. Nothing of it can be opened up from outside, and nothing ships in it that it does not use.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { openPlanFile } from '../../electron/file/store.ts'
import { planOf } from '../../shared/plan.ts'
import { author, devonAndCornwall, ISVA } from './devon.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved, typeAmount } from './ledger.ts'
import { endPacked, launchPacked, packPlanner, programOf, startAgain } from './packed.ts'

test.afterEach(endPacked)

test('packed with the settings of a release, it opens, edits and reads as it does here', async () => {
  test.skip(process.platform !== 'linux', 'what is packed elsewhere is tried there')
  test.setTimeout(300_000)
  const folder = packPlanner(test.info().outputPath('release'))
  const userData = test.info().outputPath('settings')
  const plan = test.info().outputPath('Devon.cplan')
  const other = test.info().outputPath('Another plan.cplan')
  devonAndCornwall(plan)
  devonAndCornwall(other)

  await test.step('only what it uses is in it', async () => {
    const asar = path.join(folder, 'resources/app.asar')
    const inside = listPackage(asar, { isPack: false }).map((name) => name.split(path.sep).join('/'))
    const modules = new Set(inside.flatMap((name) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []))
    expect([...modules]).toEqual(['better-sqlite3'])
    expect(new Set(inside.map((name) => name.split('/')[1]))).toEqual(new Set(['node_modules', 'out', 'package.json']))
    expect(inside.filter((name) => /\.(map|ts|tsx|md|c|cpp|h|gypi?)$/.test(name))).toEqual([])
    expect(inside.filter((name) => name.endsWith('.node'))).toEqual([
      `/node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
    ])
    expect(existsSync(path.join(folder, 'locales/de.pak'))).toBe(false)
    const parts = [programOf(folder), asar].map(
      (file) => `${path.basename(file)} ${Math.round(statSync(file).size / 1e6)} MB`,
    )
    console.log(`Packed: ${parts.join(', ')}`)
  })

  await test.step('it runs no script but its own', async () => {
    const wire = await getCurrentFuseWire(programOf(folder))
    const isOn = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookies: isOn(FuseV1Options.EnableCookieEncryption),
      options: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      files: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookies: true,
      options: false,
      inspect: false,
      integrity: true,
      onlyAsar: true,
      files: false,
    })
    const said = spawnSync(programOf(folder), ['--no-sandbox', '--version', '-e', 'console.log("run")'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
      timeout: 20_000,
    })
    expect(said.stdout).not.toContain('run')
  })

  const { page, child, close } = await launchPacked(folder, { userData, args: [plan] })
  await test.step('a plan that it is given is open, and edits of it are kept', async () => {
    await expect(page.locator('.title-bar-year')).toHaveText('2019/20')
    await typeAmount(page, ISVA, '2019/20', '512200')
    await saved(page)
    await expect(await cell(page, ISVA, 'budget 2019/20')).toHaveText('512,200')
  })

  await test.step('papers are made from its templates', async () => {
    await page.keyboard.press('Control+e')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('table').first()).toContainText(/\d{3},\d{3}/, { timeout: 30_000 })
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('started again with another plan, the one window shows that one', async () => {
    expect(await startAgain(folder, userData, other)).toBe(0)
    expect(child.exitCode).toBeNull()
    await expect(page.getByRole('heading', { name: /devon/i })).toHaveAttribute('title', /Another plan/)
    const kept = openPlanFile(plan, author)
    expect([...planOf(kept.rows()).amount.values()].some(({ pence }) => pence === 51_220_000)).toBe(true)
    kept.close()
  })
  await close()

  await test.step('it remembers its plans, and reads a workbook', async () => {
    const again = await launchPacked(folder, { userData })
    await expect(again.page.getByRole('button', { name: /^Another plan/ })).toBeVisible()
    await again.page
      .getByRole('button', { name: /example/i })
      .first()
      .click()
    await expect(again.page.locator('.title-bar-year')).toHaveText('2021/22', { timeout: 30_000 })
    await again.close()
  })
})

test('a plan that the system hands over is shown, also while another one is open', async () => {
  test.setTimeout(120_000)
  const plan = test.info().outputPath('Devon.cplan')
  const other = test.info().outputPath('Another plan.cplan')
  devonAndCornwall(plan)
  devonAndCornwall(other)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  const shown = page.getByRole('heading', { name: /devon/i })
  const handOver = (file: string) =>
    app.evaluate(({ app: program }, name) => void program.emit('open-file', { preventDefault() {} }, name), file)
  await handOver(plan)
  await expect(shown).toHaveAttribute('title', /^Devon,/)
  await (await cell(page, ISVA, 'budget 2019/20')).click()
  await page.keyboard.type('512300')
  await handOver(other)
  await expect(shown).toHaveAttribute('title', /^Another plan,/)
  const kept = openPlanFile(plan, author)
  const amounts = [...planOf(kept.rows()).amount.values()].map(({ pence }) => pence)
  kept.close()
  expect(amounts, 'what was being typed is saved first').toContain(51_230_000)
  await handOver(`${other}.gone`)
  await expect(page.getByRole('alert')).toContainText('Another plan.cplan.gone')
  await expect(shown).toHaveAttribute('title', /^Another plan,/)
  await app.close()
})
