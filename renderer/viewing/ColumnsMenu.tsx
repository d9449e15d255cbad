/**
 * The menu of all columns: which are shown and which are not. Example: ticking "Code" shows it beside the service.
 */
import { Menu } from '@base-ui/react/menu'
import { Columns3 } from 'lucide-react'
import { usePlanner } from '../instance.ts'
import { Deed, MenuList, Rule, Toggle } from '../parts/MenuList.tsx'
import { showColumn, showUsualColumns } from './acting.ts'
import { columnName, isShown, NAMES } from './arranging.ts'
import type { Offered } from './morecolumns.ts'

export function ColumnsMenu({ offered }: { offered: readonly Offered[] }) {
  const layout = usePlanner((state) => state.layout)
  const choices = offered.filter(({ column }) => column.id !== NAMES)
  const texts = choices.filter(({ column }) => column.kind === 'text')
  const figures = choices.filter(({ column }) => column.kind !== 'text')
  const hidden = choices.filter((one) => one.usual && !isShown(one, layout)).length
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button worded is-kept" title="Which columns are shown">
        <Columns3 size={15} aria-hidden /> <span className="button-word">Columns</span>
        {hidden > 0 && <span className="button-count">{hidden} hidden</span>}
      </Menu.Trigger>
      <MenuList>
        {[texts, figures].map((part, index) => (
          <Menu.Group key={index === 0 ? 'texts' : 'figures'}>
            <Menu.GroupLabel className="menu-label">{index === 0 ? 'About the line' : 'Figures'}</Menu.GroupLabel>
            {part.map((one) => (
              <Toggle key={one.column.id} checked={isShown(one, layout)} onChange={(on) => showColumn(one, on)}>
                {columnName(one.column)}
              </Toggle>
            ))}
          </Menu.Group>
        ))}
        <Rule />
        <Deed onChoose={showUsualColumns}>The usual columns, as wide as usual</Deed>
      </MenuList>
    </Menu.Root>
  )
}
