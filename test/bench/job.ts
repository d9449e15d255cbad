/**
 * The whole job in one process, on the command line's own commands: read, import, roll forward with 2%, show, export.
 * Example: `node test/bench/job.ts budget.xlsx /tmp/folder` prints the plan as `show --json` does.
 */
import { join } from 'node:path'
import type { Options } from '../../electron/cli/arguments.ts'
import { commands } from '../../electron/cli/commands.ts'

const [workbook = '', folder = ''] = process.argv.slice(2)
const plan = join(folder, 'job.cplan')
const run = (command: string, file: string, options: Options) => commands[command]!.run([file], options)

await run('read', workbook, {})
await run('import', workbook, { plan })
await run('roll', plan, { to: '2021/22', uplift: '2%' })
const shown = await run('show', plan, {})
await run('export', plan, { template: 'commissioning-framework', out: join(folder, 'job.xlsx') })
process.stdout.write(JSON.stringify(shown.json))
