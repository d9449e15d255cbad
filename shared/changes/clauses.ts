/**
 * What becomes of a priority's lines, as clauses of one sentence: the largest changes each by name, the rest summed up by what
 * becomes of them, so that the clauses' amounts add up exactly to the difference of the priority's subtotal.
 * Example: "Victim First rises by £14,570 (2.7%) to £558,322; two other lines fall by £3,000 in all".
 */
import { formatMoney, type Pence } from '../money.ts'
import type { LineChange } from './differences.ts'
import { counted, lessOrMore, listed, numberWord, riseOf } from './words.ts'

/** Part of a sentence, and what it says about the difference that the sentence tells. */
export interface Clause {
  text: string
  /** In pence, above 0 where it raises the budget. */
  pence: Pence
}

/** What becomes of a line in a priority. */
export const kinds = ['rises', 'falls', 'given', 'lost', 'added', 'ended', 'moved in', 'moved out'] as const
export type Kind = (typeof kinds)[number]

export interface Effect {
  line: LineChange
  kind: Kind
  pence: Pence
}

/** More lines than this are not all named, and then so many are. */
const ALL_NAMED = 6
const NAMED = 5

/** What becomes of a line's budget where it stands in both plans, in the same priority; null when it is the same. */
function inPlace({ a, b }: LineChange): Kind | null {
  if (a === b) return null
  if (a === null) return 'given'
  if (b === null) return 'lost'
  return b > a ? 'rises' : 'falls'
}

/** What the lines do to each priority's budget, by the priority's id; '' for none. A line that moves does something to two. */
export function effectsOf(lines: readonly LineChange[]): Map<string, Effect[]> {
  const effects = new Map<string, Effect[]>()
  const add = (priority: string | null, line: LineChange, kind: Kind, pence: number) => {
    const list = effects.get(priority ?? '') ?? []
    effects.set(priority ?? '', list)
    list.push({ line, kind, pence: (pence + 0) as Pence })
  }
  for (const line of lines) {
    const { a, b, inA, inB, presence, moved } = line
    if (presence === 'added') add(inB, line, 'added', b ?? 0)
    else if (presence === 'removed') add(inA, line, 'ended', 0 - (a ?? 0))
    else if (moved) {
      add(inA, line, 'moved out', 0 - (a ?? 0))
      add(inB, line, 'moved in', b ?? 0)
    } else {
      const kind = inPlace(line)
      if (kind) add(inB, line, kind, (b ?? 0) - (a ?? 0))
    }
  }
  return effects
}

const money = (pence: Pence | null) => (pence === 0 ? 'nil' : formatMoney(pence!))
const priorityText = (name: string | null) => (name === null ? 'no priority' : `“${name}”`)

/** One line by name. */
function namedText({ line, kind }: Effect): string {
  const { label, a, b, priorityA, priorityB } = line
  switch (kind) {
    case 'rises':
    case 'falls':
      return `${label} ${riseOf(line)}`
    case 'given':
      return `${label} is given a budget of ${money(b)}`
    case 'lost':
      return `${label} no longer has a budget${a === 0 ? '' : `, ${lessOrMore((0 - a!) as Pence)}`}`
    case 'added':
      return `${label} is added${b === null ? ', without a budget yet' : ` at ${money(b)}`}`
    case 'ended':
      return `${label} ends${a === null || a === 0 ? '' : `, ${lessOrMore((0 - a) as Pence)}`}`
    case 'moved in': {
      const was = a !== b && a !== null && b !== null ? ` (it was ${money(a)})` : ''
      return `${label} moves here from ${priorityText(priorityA)}${b === null ? '' : `, bringing ${money(b)}${was}`}`
    }
    case 'moved out':
      return `${label} moves to ${priorityText(priorityB)}${a === null ? '' : `, taking ${money(a)}`}`
  }
}

/** Several lines to which the same happens, summed up. */
function summedText(kind: Kind, effects: readonly Effect[]): string {
  const many = effects.length > 1
  const lines = counted(effects.length, 'other line')
  const sum = effects.reduce((total, { pence }) => total + pence, 0) as Pence
  const size = money(Math.abs(sum) as Pence)
  const inAll = many ? ' in all' : ''
  const none = effects.every(({ pence }) => pence === 0)
  const s = many ? '' : 's'
  switch (kind) {
    case 'rises':
      return `${lines} rise${s} by ${size}${inAll}`
    case 'falls':
      return `${lines} fall${s} by ${size}${inAll}`
    case 'given':
      return `${lines} ${many ? 'are given budgets' : 'is given a budget'} of ${money(sum)}${inAll}`
    case 'lost':
      return `${lines} no longer ${many ? 'have budgets' : 'has a budget'}${none ? '' : `, ${lessOrMore(sum)}${inAll}`}`
    case 'added':
      return `${lines} ${many ? 'are' : 'is'} added${none ? ', without a budget' : ` at ${money(sum)}${inAll}`}`
    case 'ended':
      return `${lines} end${s}${none ? '' : `, ${lessOrMore(sum)}${inAll}`}`
    case 'moved in':
      return `${lines} move${s} here${none ? '' : `, bringing ${money(sum)}${inAll}`}`
    case 'moved out':
      return `${lines} move${s} to another priority${none ? '' : `, taking ${money((0 - sum) as Pence)}${inAll}`}`
  }
}

/** The clauses for what some lines do, the largest first. Their amounts add up to the effects'. */
export function clausesOf(effects: readonly Effect[]): Clause[] {
  const bySize = effects.toSorted((a, b) => Math.abs(b.pence) - Math.abs(a.pence))
  const named = bySize.length > ALL_NAMED ? bySize.slice(0, NAMED) : bySize
  const rest = bySize.slice(named.length)
  const clauses = named.map((effect) => ({ text: namedText(effect), pence: effect.pence }))
  for (const kind of kinds) {
    const same = rest.filter((effect) => effect.kind === kind)
    if (same.length === 0) continue
    const pence = same.reduce((sum, effect) => sum + effect.pence, 0) as Pence
    clauses.push({ text: summedText(kind, same), pence })
  }
  return clauses
}

/** How many lines do what, in one sentence: "Three lines rise, two fall, two are added and one ends". */
export function countsText(lines: readonly LineChange[]): string | null {
  const count = (test: (line: LineChange) => boolean) => lines.filter(test).length
  const kept = (line: LineChange) => line.presence === 'kept'
  const verbs: [number, string, string][] = [
    [count((line) => kept(line) && inPlace(line) === 'rises'), 'rises', 'rise'],
    [count((line) => kept(line) && inPlace(line) === 'falls'), 'falls', 'fall'],
    [count((line) => kept(line) && inPlace(line) === 'given'), 'is given a budget', 'are given budgets'],
    [count((line) => kept(line) && inPlace(line) === 'lost'), 'loses its budget', 'lose their budgets'],
    [count((line) => line.presence === 'added'), 'is added', 'are added'],
    [count((line) => line.presence === 'removed'), 'ends', 'end'],
    [count((line) => kept(line) && line.moved), 'moves to another priority', 'move to another priority'],
  ]
  const said = verbs
    .filter(([number]) => number > 0)
    .map(([number, one, many], index) => {
      const noun = index > 0 ? '' : number === 1 ? ' line' : ' lines'
      return `${numberWord(number)}${noun} ${number === 1 ? one : many}`
    })
  return said.length === 0 ? null : listed(said)
}
