/**
 * Writes a tree as a formula of Excel's. Only what was read as arithmetic is ever written, never a text. Example:
 * `[2020/21]*1.02` in a row whose 2020/21 stands in E6, both in pounds, is `ROUND(E6*1.02,2)`.
 */
import type { FigureReference, Tree } from './tree.ts'

/** What stands for a figure: a cell or a number, in pounds; null for a blank one that stands in no cell. */
export type Stand = (figure: FigureReference) => string | null

/** No formula of Excel's is longer. */
const LONGEST_FORMULA = 8_000

/**
 * A formula without its “=”, in `unit` pounds.
 * @param exact whether it comes to whole pence without being rounded
 * @returns null when a blank is needed, or it would be too long
 */
export function excelFormula(
  tree: Tree,
  { stand, unit, exact }: { stand: Stand; unit: number; exact: boolean },
): string | null {
  const pounds = written(tree, stand)
  if (pounds === null) return null
  const rounded = exact ? pounds : `ROUND(${pounds},2)`
  const loose = exact && tree.kind === 'sum'
  const formula = unit === 1 ? rounded : `${loose ? `(${rounded})` : rounded}/${unit}`
  return formula.length > LONGEST_FORMULA ? null : formula
}

function written(tree: Tree, stand: Stand): string | null {
  switch (tree.kind) {
    case 'number':
      return tree.text
    case 'figure':
      return stand(tree)
    case 'bracket':
      return wrapped('(', written(tree.of, stand), ')')
    case 'minus':
      return wrapped('-', written(tree.of, stand), '')
    case 'percent':
      return wrapped('', written(tree.of, stand), '%')
    case 'sum':
      return chain(tree.terms.map(({ less, of }) => [less ? '-' : '+', written(of, stand)]))
    case 'product':
      return chain(tree.factors.map(({ divided, of }) => [divided ? '/' : '*', written(of, stand)]))
    case 'call': {
      // A function passes over a blank, as the one in the plan does.
      const given = tree.given.map((one) => [one, written(one, stand)] as const)
      if (given.some(([one, text]) => text === null && (one.kind !== 'figure' || tree.name === 'ROUND'))) return null
      const texts = given.flatMap(([, text]) => (text === null ? [] : [text]))
      return texts.length === 0 ? null : `${tree.name}(${texts.join(',')})`
    }
  }
}

function wrapped(before: string, text: string | null, after: string): string | null {
  return text === null ? null : before + text + after
}

function chain(parts: readonly (readonly [sign: string, text: string | null])[]): string | null {
  let whole = ''
  for (const [place, [sign, text]] of parts.entries()) {
    if (text === null) return null
    whole += place === 0 ? text : sign + text
  }
  return whole
}
