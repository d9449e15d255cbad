/** History */
export function HistoryView() {
  return null
}
