/** Pots. */
export function PotsView() {
  return null
}
