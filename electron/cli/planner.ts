/**
 * The command line's entry: `npm run --silent planner -- COMMAND …`. It has the program's code kept compiled between runs, in
 * the system's temporary folder, since compiling takes longer than most commands; then it does what main.ts says.
 */
import module from 'node:module'

module.enableCompileCache?.()
const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2))
