/**
 * What the command line does with its arguments. With `--json` one JSON document goes to standard output and nothing else;
 * errors go to standard error in one sentence. Exit 0 is done, 1 refused (or, of `checks`, an error found), 2 misused.
 */
import { parseArgs } from 'node:util'
import { Refusal } from '../../shared/refusal.ts'
import { Misuse, optional } from './arguments.ts'
import { commands } from './commands.ts'
import { type Command, underOption } from './running.ts'

/** Runs one command. @returns the exit code */
export async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const asked = name === undefined || name === 'help' || name === '--help'
    const list = Object.values(commands).map(({ usage }) => `  planner ${usage}`)
    ;(asked && name ? process.stdout : process.stderr).write(
      `${asked ? 'Commands (each also with --json; those about a plan with --option NAME for the plan under an option):' : `There is no command “${name}”.`}\n${list.join('\n')}\n`,
    )
    return asked && name ? 0 : 2
  }
  try {
    const { files, options } = argumentsOf(command, rest, takesOption(name!, command))
    const option = takesOption(name!, command) ? optional(options, 'option') : null
    const { text, json, wrong } = await underOption(option, () => command.run(files, options))
    process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : `${text}\n`)
    return wrong ? 1 : 0
  } catch (error) {
    if (error instanceof Refusal) {
      process.stderr.write(`${error.message}\n`)
      return 1
    }
    if (error instanceof Misuse) {
      process.stderr.write(`${error.message} Usage: planner ${command.usage}\n`)
      return 2
    }
    throw error
  }
}

/** Commands that are about files, steps or the options themselves, and so not about the plan under an option. */
const WITHOUT_OPTION = [
  'read',
  'import',
  'history',
  'drafts',
  'draft',
  'changed',
  'compare',
  'merge',
  'undo',
  'redo',
  'demo',
  'password',
  'option',
  'options',
  'compare-options',
  'template',
  'make-template',
]

/** Can a command be given `--option NAME`, to read or edit the plan under that option? */
const takesOption = (name: string, { options }: Command) =>
  !WITHOUT_OPTION.includes(name) && !options.includes('option')

function argumentsOf(command: Command, argv: string[], withOption: boolean) {
  try {
    const named = Object.fromEntries(
      command.options.map((option) => [
        option,
        { type: 'string' as const, multiple: command.repeated?.includes(option) ?? false },
      ]),
    )
    const flags = Object.fromEntries((command.flags ?? []).map((flag) => [flag, { type: 'boolean' as const }]))
    const { values, positionals } = parseArgs({
      args: negatives(argv),
      allowPositionals: true,
      options: { ...named, ...flags, ...(withOption ? { option: { type: 'string' } } : {}), json: { type: 'boolean' } },
    })
    const [, taken = '', second = ''] = command.usage.split(' ')
    const takes = /^\w+\.cplan$/.test(second) ? 2 : /\b(?:FILE|NAME|[AP]\.cplan)/.test(taken) ? 1 : 0
    const missing =
      taken === 'NAME' ? 'The name is missing.' : takes === 2 ? 'Two plans are needed.' : 'The file is missing.'
    if (positionals.length !== takes)
      throw new Misuse(positionals.length < takes ? missing : `“${positionals[takes]}” is not expected.`)
    return { files: positionals, options: values }
  } catch (error) {
    if (error instanceof Misuse) throw error
    throw new Misuse(`${(error as Error).message.split('\n')[0]!.replace(/\.?$/, '.')}`)
  }
}

/** Lets an option's value start with a minus, as in `--amount -5000`. */
function negatives(argv: string[]): string[] {
  const joined: string[] = []
  for (const word of argv) {
    const previous = joined.at(-1)
    if (previous && /^--[a-z]+$/.test(previous) && previous !== '--json' && /^-[\d£.]/.test(word))
      joined[joined.length - 1] = `${previous}=${word}`
    else joined.push(word)
  }
  return joined
}
