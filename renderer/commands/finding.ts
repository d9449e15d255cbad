/**
 * Finds commands by what somebody types: every word must begin a word of the command's name or of its other words, or stand
 * somewhere in its name. Example: "rol f" and "next year" both find "Roll forward…".
 */
import { type CommandId, commandIds, commands, menus } from '../../shared/commands.ts'

/** A word as it is compared. */
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .match(/[\p{L}\p{N}&%]+/gu) ?? []

const texts = new Map(
  commandIds.map((id) => {
    const { name, menu, words = '' } = commands[id]
    return [id, { name: wordsOf(name), other: wordsOf(`${words} ${menus[menu].replace('&', '')}`) }] as const
  }),
)

/** How well a typed word fits: 0 not at all. */
function closeness(typed: string, { name, other }: { name: readonly string[]; other: readonly string[] }): number {
  if (name[0]?.startsWith(typed)) return 5
  if (name.some((word) => word.startsWith(typed))) return 4
  if (other.some((word) => word.startsWith(typed))) return 3
  if (name.some((word) => word.includes(typed))) return 2
  return name.some((word) => inOrder(typed, word)) ? 1 : 0
}

/** Are the letters of one in the other, in their order? @example inOrder('rlfwd', 'rollforward') // true */
function inOrder(letters: string, word: string): boolean {
  let at = 0
  for (const letter of word) if (letter === letters[at]) at++
  return letters.length > 2 && at === letters.length
}

/**
 * The commands that fit what was typed, the best first; with nothing typed the recent ones and then all, in the menus' order.
 * @param recent the latest first
 */
export function findCommands(typed: string, recent: readonly CommandId[] = []): CommandId[] {
  const words = wordsOf(typed)
  const place = (id: CommandId) => (recent.includes(id) ? recent.indexOf(id) : recent.length + commandIds.indexOf(id))
  const found = commandIds.flatMap((id) => {
    const fits = words.map((word) => closeness(word, texts.get(id)!))
    return fits.includes(0) ? [] : [{ id, score: fits.reduce((sum, one) => sum + one, 0) }]
  })
  return found.sort((a, b) => b.score - a.score || place(a.id) - place(b.id)).map(({ id }) => id)
}
