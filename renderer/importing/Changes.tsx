/**
 * What a further import would change in the plan, each with a tick: figures that were otherwise, new lines, and lines that the
 * workbook does not have, which stay unless they are ticked. Example: Victim First 2020/21, was 558,322, becomes 570,000.
 */
import type { ReactNode } from 'react'
import type { Place } from '../../shared/importing/index.ts'
import { formatCount } from '../../shared/money.ts'
import { moneyText } from '../grid/cells.ts'
import { Pager } from './Pager.tsx'
import { PlaceLink } from './PlaceLink.tsx'
import { FigureHeads, Figures } from './Preview.tsx'
import { count } from './summary.ts'
import { countTicked, isTicked, type TickList, type TickLists } from './ticks.ts'
import type { ChangesView, Page } from './view.ts'

export interface ChangesProps {
  changes: ChangesView
  ticks: TickLists
  onTick: (list: TickList, tick: string, on: boolean) => void
  onTickAll: (list: TickList, on: boolean) => void
  onTurn: (list: TickList, page: number) => void
  onShow: (at: Place) => void
}

export function Changes({ changes, ticks, onTick, onTickAll, onTurn, onShow }: ChangesProps) {
  const { changed, added, missing, unchanged, columns, year } = changes
  const group = (list: TickList, page: Page<unknown>) => ({ list, page, ticks, onTickAll, onTurn })
  const tick = (list: TickList, name: string, key: string) => (
    <td>
      <input
        type="checkbox"
        className="tick"
        aria-label={`${list === 'missing' ? 'Remove' : 'Import'} ${name}`}
        checked={isTicked(ticks[list], key)}
        onChange={(event) => onTick(list, key, event.target.checked)}
      />
    </td>
  )
  return (
    <>
      <p className="tab-lead">
        {count(changed.all, 'figure')} changed, {count(added.all, 'line')} new, {formatCount(unchanged)} as in the plan,{' '}
        {formatCount(missing.all)} not in this workbook. Only what is ticked is imported.
      </p>
      {changed.all > 0 && (
        <Group title="Changed" one="figure" {...group('changed', changed)}>
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
          <tbody>
            {changed.items.map(({ tick: key, service, provider, year: of, measure, was, becomes, at }) => (
              <tr key={key}>
                {tick('changed', `${service} ${measure} ${of}`, key)}
                <td>{service}</td>
                <td className="quiet">{provider}</td>
                <td className="nowrap">
                  {of} {measure}
                </td>
                <td className="money">{was === null ? 'blank' : moneyText(was)}</td>
                <td className="money">{moneyText(becomes)}</td>
                <td className="nowrap">
                  <PlaceLink at={at} onShow={onShow} />
                </td>
              </tr>
            ))}
          </tbody>
        </Group>
      )}
      {added.all > 0 && (
        <Group title="New" one="line" {...group('added', added)}>
          <thead>
            <tr>
              <th scope="col" className="tick-column">
                Import
              </th>
              <th scope="col">Service</th>
              <th scope="col">Provider</th>
              <FigureHeads columns={columns} />
            </tr>
          </thead>
          <tbody>
            {added.items.map(({ key, service, provider, figures }) => (
              <tr key={key}>
                {tick('added', service, key)}
                <td>{service}</td>
                <td className="quiet">{provider}</td>
                <Figures columns={columns} figures={figures} />
              </tr>
            ))}
          </tbody>
        </Group>
      )}
      {missing.all > 0 && (
        <Group
          title="Not in this workbook"
          lead="A line stays as it is unless it is ticked; then it is removed from the plan with its figures, notes and decisions."
          one="line"
          {...group('missing', missing)}
        >
          <thead>
            <tr>
              <th scope="col" className="tick-column">
                Remove
              </th>
              <th scope="col">Service</th>
              <th scope="col">Provider</th>
              <th scope="col" className="money">
                {year}
              </th>
            </tr>
          </thead>
          <tbody>
            {missing.items.map(({ tick: key, service, provider, pence }) => (
              <tr key={key}>
                {tick('missing', service, key)}
                <td>{service}</td>
                <td className="quiet">{provider}</td>
                <td className="money">{moneyText(pence)}</td>
              </tr>
            ))}
          </tbody>
        </Group>
      )}
    </>
  )
}

interface GroupProps {
  title: string
  lead?: string
  one: string
  list: TickList
  page: Page<unknown>
  ticks: TickLists
  onTickAll: (list: TickList, on: boolean) => void
  onTurn: (list: TickList, page: number) => void
  children: ReactNode
}

function Group({ title, lead, one, list, page, ticks, onTickAll, onTurn, children }: GroupProps) {
  const { all } = page
  const on = countTicked(ticks[list], all)
  return (
    <section className="changes-group">
      <h3>
        <label>
          <input
            type="checkbox"
            className="tick"
            checked={on === all}
            ref={(element) => {
              if (element) element.indeterminate = on > 0 && on < all
            }}
            onChange={(event) => onTickAll(list, event.target.checked)}
          />
          {title}: {formatCount(on)} of {formatCount(all)} {list === 'missing' ? 'to be removed' : 'ticked'}
        </label>
      </h3>
      {lead && <p className="quiet">{lead}</p>}
      <table className="plain-table">{children}</table>
      <Pager page={page} one={one} onTurn={(number) => onTurn(list, number)} />
    </section>
  )
}
