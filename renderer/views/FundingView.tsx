/** Funding. */
export function FundingView() {
  return null
}
