/** External funding. */
export function BidsView() {
  return null
}
