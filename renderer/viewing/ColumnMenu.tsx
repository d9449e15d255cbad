/**
 * The menu of a column: sort, filter, hide, move, freeze, fit. It opens at the column's heading, by its button or by Alt+Down
 * on any cell of the column. Example: "Largest first" on 2021/22 sorts the lines within each priority.
 */
import { Menu } from '@base-ui/react/menu'
import type { Column } from '../grid/columns.ts'
import { usePlanner } from '../instance.ts'
import { Deed, MenuList, Rule } from '../parts/MenuList.tsx'
import { askAfterMenu, freezeUpTo, moveColumn, setFilter, showColumn, sortBy } from './acting.ts'
import { columnName, NAMES } from './arranging.ts'
import type { Offered } from './morecolumns.ts'

export interface ColumnMenuProps {
  offered: Offered
  /** The columns shown, left to right. */
  columns: readonly Column[]
  at: HTMLElement
  /** What had the focus when the menu was asked for. */
  from: HTMLElement | null
  onFit: (columnId: string) => void
  onClose: () => void
}

export function ColumnMenu({ offered, columns, at, from, onFit, onClose }: ColumnMenuProps) {
  const layout = usePlanner((state) => state.layout)
  const { column } = offered
  const { id, kind } = column
  const ids = columns.map((one) => one.id)
  const place = ids.indexOf(id)
  const frozenTo = columns.findLast((one) => one.frozen)?.id
  const sorted = layout.sort?.column === id ? layout.sort : null
  const [up, down] =
    kind !== 'text' ? ['Smallest', 'Largest'] : column.orderOf ? ['Earliest', 'Latest'] : ['A to Z', 'Z to A']
  const first = kind !== 'text' || column.orderOf ? ' first' : ''
  return (
    <Menu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <MenuList label={`Menu of ${columnName(column)}`} anchor={at} focusBack={() => from}>
        <Deed onChoose={() => sortBy(id, false)}>
          {sorted?.descending === false ? 'Sort again: ' : 'Sort: '}
          {up}
          {first}
        </Deed>
        <Deed onChoose={() => sortBy(id, true)}>
          {sorted?.descending === true ? 'Sort again: ' : 'Sort: '}
          {down}
          {first}
        </Deed>
        {layout.sort && <Deed onChoose={() => sortBy(null)}>The paper’s own order</Deed>}
        <Rule />
        <Deed onChoose={() => askAfterMenu({ kind: 'filter', columnId: id })}>Filter…</Deed>
        {Object.hasOwn(layout.filters, id) && <Deed onChoose={() => setFilter(id, null)}>Take the filter off</Deed>}
        <Rule />
        <Deed onChoose={() => onFit(id)}>Fit to its contents</Deed>
        {id !== NAMES && (
          <>
            <Deed onChoose={() => showColumn(offered, false)}>Hide</Deed>
            <Deed onChoose={() => moveColumn(ids, id, -1)} disabled={place <= 1}>
              Move left
            </Deed>
            <Deed onChoose={() => moveColumn(ids, id, 1)} disabled={place === ids.length - 1}>
              Move right
            </Deed>
          </>
        )}
        <Rule />
        <Deed onChoose={() => freezeUpTo(id)} disabled={frozenTo === id}>
          Freeze up to here
        </Deed>
        {layout.frozen !== null && <Deed onChoose={() => freezeUpTo(null)}>Freeze only the services</Deed>}
      </MenuList>
    </Menu.Root>
  )
}
