/** Underspend */
export function UnderspendView() {
  return null
}
