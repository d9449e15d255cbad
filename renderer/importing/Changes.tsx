/**
 * What a further import would change in the plan, each with a tick: new lines, and figures that were otherwise. Lines that the
 * workbook does not have stay as they are. Example: Victim First 2020/21, was 558,322, becomes 570,000.
 */
import { useState } from 'react'
import type { ComparedLine, Comparison } from '../../shared/importing/comparing.ts'
import type { Place } from '../../shared/importing/index.ts'
import { addUp } from '../../shared/money.ts'
import { moneyText } from '../grid/cells.ts'
import { PlaceLink } from './PlaceLink.tsx'
import { count, figureColumns, figureIn } from './summary.ts'

/** More rows than this are not drawn at first. */
const SHOWN = 300

export interface ChangesProps {
  comparison: Comparison
  /** The ticks that were taken off. */
  left: ReadonlySet<string>
  onTick: (ticks: readonly string[], on: boolean) => void
  onShow: (at: Place) => void
}

export function Changes({ comparison, left, onTick, onShow }: ChangesProps) {
  const changed = comparison.lines.filter(({ status }) => status === 'changed')
  const added = comparison.lines.filter(({ status }) => status === 'added')
  const unchanged = comparison.lines.length - changed.length - added.length
  const figures = changed.flatMap((line) => line.figures.map((figure) => ({ line, figure })))
  const columns = figureColumns(added.map(({ read }) => read))
  return (
    <>
      <p className="tab-lead">
        {count(figures.length, 'figure')} changed, {count(added.length, 'line')} new,{' '}
        {unchanged.toLocaleString('en-GB')} as in the plan, {comparison.missing.length.toLocaleString('en-GB')} not in
        this workbook. Only what is ticked is imported.
      </p>
      {figures.length > 0 && (
        <Group title="Changed" ticks={figures.map(({ figure }) => figure.tick)} left={left} onTick={onTick}>
          <thead>
            <tr>
              <th scope="col" className="tick-column">
                Import
              </th>
              <th scope="col">Service</th>
              <th scope="col">Provider</th>
              <th scope="col">Figure</th>
              <th scope="col" className="money">
                Was
              </th>
              <th scope="col" className="money">
                Becomes
              </th>
              <th scope="col">Where</th>
            </tr>
          </thead>
          <Rows count={figures.length} columns={7}>
            {(shown) =>
              figures.slice(0, shown).map(({ line, figure: { tick, year, measure, was, becomes } }) => (
                <tr key={tick}>
                  <Tick name={`${line.read.service} ${measure} ${year}`} ticks={[tick]} left={left} onTick={onTick} />
                  <td>{line.read.service}</td>
                  <td className="quiet">{line.read.provider}</td>
                  <td className="nowrap">
                    {year} {measure}
                  </td>
                  <td className="money">{was === null ? 'blank' : moneyText(was)}</td>
                  <td className="money">{moneyText(becomes)}</td>
                  <td className="nowrap">
                    <PlaceLink at={placeOfFigure(line, year, measure)} onShow={onShow} />
                  </td>
                </tr>
              ))
            }
          </Rows>
        </Group>
      )}
      {added.length > 0 && (
        <Group title="New" ticks={added.map(({ tick }) => tick)} left={left} onTick={onTick}>
          <thead>
            <tr>
              <th scope="col" className="tick-column">
                Import
              </th>
              <th scope="col">Service</th>
              <th scope="col">Provider</th>
              {columns.map(({ year, measure }) => (
                <th key={`${year} ${measure}`} scope="col" className="money">
                  {year}
                  {measure !== 'budget' && <small> {measure}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <Rows count={added.length} columns={3 + columns.length}>
            {(shown) =>
              added.slice(0, shown).map(({ tick, read }) => (
                <tr key={tick}>
                  <Tick name={read.service} ticks={[tick]} left={left} onTick={onTick} />
                  <td>{read.service}</td>
                  <td className="quiet">{read.provider}</td>
                  {columns.map((column) => (
                    <td key={`${column.year} ${column.measure}`} className="money">
                      {moneyText(addUp([figureIn(read, column)]))}
                    </td>
                  ))}
                </tr>
              ))
            }
          </Rows>
        </Group>
      )}
      {comparison.missing.length > 0 && (
        <section className="changes-group">
          <h3>Not in this workbook: they stay as they are</h3>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Service</th>
                <th scope="col">Provider</th>
              </tr>
            </thead>
            <Rows count={comparison.missing.length} columns={2}>
              {(shown) =>
                comparison.missing.slice(0, shown).map(({ id, service, provider }) => (
                  <tr key={id}>
                    <td>{service}</td>
                    <td className="quiet">{provider}</td>
                  </tr>
                ))
              }
            </Rows>
          </table>
        </section>
      )}
    </>
  )
}

function placeOfFigure({ read }: ComparedLine, year: string, measure: string): Place {
  return read.figures.find((figure) => figure.year === year && figure.measure === measure)?.at ?? read.at
}

interface TickProps {
  name: string
  ticks: readonly string[]
  left: ReadonlySet<string>
  onTick: (ticks: readonly string[], on: boolean) => void
}

function Tick({ name, ticks, left, onTick }: TickProps) {
  return (
    <td>
      <input
        type="checkbox"
        className="tick"
        aria-label={`Import ${name}`}
        checked={!ticks.some((tick) => left.has(tick))}
        onChange={(event) => onTick(ticks, event.target.checked)}
      />
    </td>
  )
}

interface GroupProps extends Omit<TickProps, 'name'> {
  title: string
  children: React.ReactNode
}

function Group({ title, ticks, left, onTick, children }: GroupProps) {
  const on = ticks.filter((tick) => !left.has(tick)).length
  return (
    <section className="changes-group">
      <h3>
        <label>
          <input
            type="checkbox"
            className="tick"
            checked={on === ticks.length}
            ref={(element) => {
              if (element) element.indeterminate = on > 0 && on < ticks.length
            }}
            onChange={(event) => onTick(ticks, event.target.checked)}
          />
          {title}: {on.toLocaleString('en-GB')} of {ticks.length.toLocaleString('en-GB')} ticked
        </label>
      </h3>
      <table className="plain-table">{children}</table>
    </section>
  )
}

interface RowsProps {
  count: number
  columns: number
  children: (shown: number) => React.ReactNode
}

/** The first rows, and a button for more. */
function Rows({ count: all, columns, children }: RowsProps) {
  const [shown, setShown] = useState(SHOWN)
  return (
    <tbody>
      {children(shown)}
      {all > shown && (
        <tr>
          <td colSpan={columns}>
            <button type="button" className="link" onClick={() => setShown(shown + 1000)}>
              Show more of the other {(all - shown).toLocaleString('en-GB')}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  )
}
