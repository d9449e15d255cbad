/**
 * A figure's cell in a table where some have pence: whole pounds keep room for them, so that digits align.
 * Example: `<MoneyCell text="30,000" hasPence />` stands with its last digit above that of 1,000.50.
 */
export interface MoneyCellProps {
  text: string
  /** Has any figure of the column pence? */
  hasPence: boolean
  testId?: string
  /** Stands before the figure, such as "shortfall". */
  word?: string
  /** Is it what has to be mended? */
  wrong?: boolean
}

export function MoneyCell({ text, hasPence, testId, word, wrong = false }: MoneyCellProps) {
  const classes = ['money']
  if (hasPence && !text.includes('.')) classes.push('whole')
  if (hasPence && text.endsWith(')')) classes.push('negative')
  if (wrong) classes.push('shortfall')
  return (
    <td className={classes.join(' ')} data-testid={testId}>
      {word && <small>{word} </small>}
      {text}
    </td>
  )
}

/** Have any of these amounts pence? */
export function havePence(amounts: Iterable<number | null>): boolean {
  for (const pence of amounts) if (pence !== null && pence % 100 !== 0) return true
  return false
}
