/** Reserves */
export function ReservesView() {
  return null
}
