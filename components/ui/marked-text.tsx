import { Fragment } from "react";
import type { ValueText } from "#lib/client/spec-value-text";

/** Text, or arguments of which those that the other side lacks are marked as taken away or, `after`, as put there. */
export function MarkedText({ text, after = false }: { text: ValueText; after?: boolean | undefined }) {
  if (typeof text === "string") return text;
  const Mark = after ? "ins" : "del";
  return Array.from(text.entries(), ([place, { text: word, same }]) => (
    <Fragment key={place}>
      {place > 0 && " "}
      {same ? word : <Mark className="font-semibold underline underline-offset-2">{word}</Mark>}
    </Fragment>
  ));
}
