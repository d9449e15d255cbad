/**
 * A choice out of a short list. Example: `<Choice label="Group by" items={items} value={by} onChange={group} />`.
 */
import { Select } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'

export interface ChoiceItem<Value extends string> {
  value: Value
  label: string
}

export interface ChoiceProps<Value extends string> {
  label: string
  items: readonly ChoiceItem<Value>[]
  value: Value
  onChange: (value: Value) => void
  disabled?: boolean
  /** Label above, as in a form, rather than beside. */
  stacked?: boolean
}

export function Choice<Value extends string>({
  label,
  items,
  value,
  onChange,
  disabled = false,
  stacked = false,
}: ChoiceProps<Value>) {
  return (
    <div className={stacked ? 'field' : 'choice'}>
      <Select.Root
        items={items}
        value={value}
        disabled={disabled}
        onValueChange={(chosen) => {
          if (chosen !== null) onChange(chosen)
        }}
      >
        <Select.Label className={stacked ? 'field-label' : 'choice-label'}>{label}</Select.Label>
        <Select.Trigger className="select">
          <Select.Value className="select-value" />
          <Select.Icon className="select-icon">
            <ChevronDown size={14} aria-hidden />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner className="popup-positioner" alignItemWithTrigger={false} sideOffset={4} align="start">
            <Select.Popup className="popup">
              <Select.List>
                {items.map((item) => (
                  <Select.Item key={item.value} value={item.value} className="option">
                    <Select.ItemIndicator className="option-mark">
                      <Check size={14} aria-hidden />
                    </Select.ItemIndicator>
                    <Select.ItemText className="option-text">{item.label}</Select.ItemText>
                  </Select.Item>
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </div>
  )
}
