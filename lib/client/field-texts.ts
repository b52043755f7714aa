/** A value as the text of its field. What is no text of its own (a map where a number belongs) is shown as JSON. */
export function textOfValue(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Nothing where nothing is typed: a field that was emptied goes back to what holds without it. */
export function readText(text: string): unknown {
  return text === "" ? undefined : text;
}

/** A whole or decimal number as number; anything else stays as it was typed, for the validation to name. */
export function readNumber(text: string): unknown {
  const typed = text.trim();
  if (typed === "") return undefined;
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(typed) ? Number(typed) : text;
}

/** Words between commas or spaces. */
export function readWords(text: string): unknown {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  return words.length === 0 ? undefined : words;
}

export function textOfWords(value: unknown): string {
  return Array.isArray(value) ? value.map(textOfValue).join(", ") : textOfValue(value);
}

/** Whether two values of a document mean the same; the order of keys counts, as it does in the text. */
export function meansSame(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
