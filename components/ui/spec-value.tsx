import { Fragment } from "react";
import { compareArguments } from "#lib/domain/argument-difference";
import { masked } from "#lib/domain/audit";
import { isJsonObject } from "#lib/domain/json-values";
import { formatCommand } from "#lib/domain/shell-words";
import { describeValue, isTextList } from "#lib/domain/value-words";

interface SpecValueProps {
  value: unknown;
  /** The other side: of two lists of arguments, what only one has is marked. */
  other?: unknown;
  /** Whether this is the side after. */
  after?: boolean;
}

const mostCharacters = 2000;

/** A value of a spec as text, cut where nobody reads on. Of a masked one it is said whether it changed. */
export function SpecValue({ value, other, after = false }: SpecValueProps) {
  if (isTextList(value) && isTextList(other)) return <Arguments value={value} other={other} after={after} />;
  const text = describeValue(value);
  if (after && isMasked(value) && other !== undefined && other !== null) return `${text} changed`;
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

export function isMasked(value: unknown): boolean {
  return value === masked || (isJsonObject(value) && value.value === masked);
}

function Arguments({ value, other, after }: { value: string[]; other: string[]; after: boolean }) {
  if (value.length === 0) return "none";
  const Mark = after ? "ins" : "del";
  const runs = after ? compareArguments(other, value).after : compareArguments(value, other).before;
  const placed = runs.map((run, place) => ({ ...run, place }));
  return placed.map(({ text, same, place }) => {
    const word = formatCommand([text]);
    return (
      <Fragment key={place}>
        {place > 0 && " "}
        {same ? word : <Mark className="font-semibold underline underline-offset-2">{word}</Mark>}
      </Fragment>
    );
  });
}
