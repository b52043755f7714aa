/** Names separated as people paste them: lines, commas, semicolons; `Ana Ruiz <ana@example.com>` is the address. */
export function splitNames(text: string): string[] {
  const names = text
    .split(/[\n\r,;\t]+/)
    .map((part) => (/<([^<>]+)>\s*$/.exec(part)?.[1] ?? part).trim())
    .filter((name) => name !== "");
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

/** What is being typed: the part after the last separator. */
export function lastName(text: string): string {
  return (text.split(/[\n\r,;\t]/).at(-1) ?? "").trim();
}

/** The text with what is being typed completed to `name`, ready for the next. */
export function completeName(text: string, name: string): string {
  const typed = text.split(/[\n\r,;\t]/).at(-1) ?? "";
  const before = text.slice(0, text.length - typed.length);
  return `${before}${before !== "" && !/\s$/.test(before) ? " " : ""}${name}, `;
}
