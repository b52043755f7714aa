import { compareArguments } from "#lib/domain/argument-difference";
import { isJsonObject } from "#lib/domain/json-values";
import { masked } from "#lib/domain/masked";
import { formatCommand } from "#lib/domain/shell-words";
import { describeValue, isTextList } from "#lib/domain/value-words";

/** A value as text; of arguments beside others, each with whether the other side has it too. */
export type ValueText = string | readonly { text: string; same: boolean }[];

export interface OtherSide {
  /** The other side: of two lists of arguments, what only one has is marked. */
  other?: unknown;
  /** Whether this is the side after. */
  after?: boolean;
}

const mostCharacters = 2000;

/** Cut where nobody reads on. Of a masked value it is said whether it changed. */
export function specValueText(value: unknown, { other, after = false }: OtherSide = {}): ValueText {
  if (isTextList(value) && isTextList(other) && value.length > 0) {
    const runs = after ? compareArguments(other, value).after : compareArguments(value, other).before;
    return runs.map(({ text, same }) => ({ text: formatCommand([text]), same }));
  }
  const text = describeValue(value);
  if (after && isMasked(value) && other !== undefined && other !== null) return `${text} changed`;
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

export function isMasked(value: unknown): boolean {
  return value === masked || (isJsonObject(value) && value.value === masked);
}
