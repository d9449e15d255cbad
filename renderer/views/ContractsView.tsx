/** Contracts. */
export function ContractsView() {
  return null
}
