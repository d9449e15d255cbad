/**
 * The popup of a menu with its items, in the program's looks. Example:
 * `<Menu.Root><Menu.Trigger>Columns</Menu.Trigger><MenuList><Deed onChoose={fit}>Fit</Deed></MenuList></Menu.Root>`.
 */
import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

export interface MenuListProps {
  /** For screen readers, where no button names it. */
  label?: string
  /** What it stands at; its button when absent. */
  anchor?: HTMLElement | null
  align?: 'start' | 'end'
  /** Gets the focus back; what had it before when absent. */
  focusBack?: () => HTMLElement | null
  children: ReactNode
}

export function MenuList({ label, anchor, align = 'start', focusBack, children }: MenuListProps) {
  return (
    <Menu.Portal>
      <Menu.Positioner className="popup-positioner" sideOffset={4} align={align} {...(anchor ? { anchor } : {})}>
        <Menu.Popup
          className="popup menu"
          aria-label={label}
          {...(focusBack ? { finalFocus: () => focusBack() ?? true } : {})}
        >
          {children}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  )
}

export interface DeedProps {
  onChoose: () => void
  disabled?: boolean
  /** Beside its words, such as a key. */
  hint?: string | null
  children: ReactNode
}

/** An item that does something. */
export function Deed({ onChoose, disabled = false, hint, children }: DeedProps) {
  return (
    <Menu.Item className="option" disabled={disabled} onClick={onChoose}>
      <span className="option-text">{children}</span>
      {hint && <span className="option-hint">{hint}</span>}
    </Menu.Item>
  )
}

/** An item that can be on or off; the menu stays open. */
export function Toggle({
  checked,
  onChange,
  disabled = false,
  children,
}: {
  checked: boolean
  onChange: (on: boolean) => void
  disabled?: boolean
  children: ReactNode
}) {
  return (
    <Menu.CheckboxItem className="option" checked={checked} disabled={disabled} onCheckedChange={onChange}>
      <Menu.CheckboxItemIndicator className="option-mark">
        <Check size={14} aria-hidden />
      </Menu.CheckboxItemIndicator>
      <span className="option-text">{children}</span>
    </Menu.CheckboxItem>
  )
}

/** Items of which one is chosen. */
export function OneOf<Value extends string>({
  label,
  items,
  value,
  onChange,
}: {
  label: string
  items: readonly { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
}) {
  return (
    <Menu.RadioGroup value={value} onValueChange={(chosen) => onChange(chosen as Value)}>
      <Menu.GroupLabel className="menu-label">{label}</Menu.GroupLabel>
      {items.map((item) => (
        <Menu.RadioItem key={item.value} className="option" value={item.value} closeOnClick>
          <Menu.RadioItemIndicator className="option-mark">
            <Check size={14} aria-hidden />
          </Menu.RadioItemIndicator>
          <span className="option-text">{item.label}</span>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

export const Rule = () => <Menu.Separator className="menu-rule" />
