/**
 * "1,234,567". Not by Intl: the first use of that in a page loads its tables, which took a browser longer (46 ms) than
 * everything else in the shell, and a page of counts needs nothing else of it.
 */
export function countWords(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
