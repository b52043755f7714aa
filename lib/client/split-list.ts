/** A pasted list: one per line, or parted by commas, semicolons or spaces; each once. */
export function splitList(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ""))];
}
