/**
 * The menu of the layout: saved views, in what unit figures are shown, and whether groups are collapsed.
 * Example: choosing the view "Panel" groups by priority and shows £000.
 */
import { Menu } from '@base-ui/react/menu'
import { BookmarkIcon } from 'lucide-react'
import { useMemo } from 'react'
import { units, viewsInOrder } from '../../shared/views.ts'
import { keyText } from '../actions.ts'
import { useLedger, usePlanner } from '../instance.ts'
import { Deed, MenuList, OneOf, Rule } from '../parts/MenuList.tsx'
import { askAfterMenu, collapseAll, expandAll, isChanged, overwrite, remove, setUnit, switchView } from './acting.ts'
import { unitNames } from './units.ts'

/** The program's own layout has no row. */
const OWN = ''

export function ViewMenu() {
  const { base } = useLedger()
  const chosen = usePlanner((state) => base.savedView.get(state.savedViewId ?? '') ?? null)
  const unit = usePlanner((state) => state.unit)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const layout = usePlanner((state) => state.layout)
  const levels = usePlanner((state) => `${state.by} ${state.below}`)
  const folded = usePlanner((state) => state.folded)
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what the layout is made of
  const changed = useMemo(() => isChanged(chosen), [chosen, unit, layout, levels])
  const views = viewsInOrder(base)
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button worded is-kept" title="Saved views, £000 and £m, collapsed groups">
        <BookmarkIcon size={15} aria-hidden />
        <span className="button-word view-name">{chosen ? `View: ${chosen.name}` : 'View'}</span>
        {chosen && changed && <span className="button-count">changed</span>}
      </Menu.Trigger>
      <MenuList>
        <OneOf
          label="Views"
          items={[
            { value: OWN, label: 'The paper’s own layout' },
            ...views.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={chosen?.id ?? OWN}
          onChange={(id) => switchView(base.savedView.get(id) ?? null)}
        />
        {changed && (
          <Deed onChoose={() => switchView(chosen)}>
            {chosen ? `Back to “${chosen.name}” as it was saved` : 'Back to the paper’s own layout'}
          </Deed>
        )}
        <Rule />
        <Deed onChoose={() => askAfterMenu({ kind: 'nameView', viewId: null })} disabled={readOnly}>
          Save this view as…
        </Deed>
        {chosen && (
          <>
            <Deed onChoose={() => overwrite(chosen)} disabled={readOnly || !changed}>
              Save the changes to “{chosen.name}”
            </Deed>
            <Deed onChoose={() => askAfterMenu({ kind: 'nameView', viewId: chosen.id })} disabled={readOnly}>
              Rename “{chosen.name}”…
            </Deed>
            <Deed onChoose={() => remove(chosen)} disabled={readOnly}>
              Remove “{chosen.name}”
            </Deed>
          </>
        )}
        <Rule />
        <OneOf
          label="Figures in"
          items={units.map((value) => ({ value, label: unitNames[value] }))}
          value={unit}
          onChange={setUnit}
        />
        <Rule />
        <Deed onChoose={collapseAll} hint={keyText('collapseAll')}>
          Collapse all groups
        </Deed>
        <Deed onChoose={expandAll} disabled={folded.size === 0} hint={keyText('expandAll')}>
          Expand all groups
        </Deed>
      </MenuList>
    </Menu.Root>
  )
}
