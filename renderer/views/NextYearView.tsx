/** Next year. */
export function NextYearView() {
  return null
}
