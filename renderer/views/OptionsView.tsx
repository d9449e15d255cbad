/** Options. */
export function OptionsView() {
  return null
}
