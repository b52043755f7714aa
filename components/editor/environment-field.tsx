"use client";
import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { TextProblem } from "#lib/client/spec-document";
import { editVariables, type VariableAction } from "#lib/client/variable-edits";
import { pasteVariables, readPastedVariables } from "#lib/client/variable-paste";
import { formatPath } from "#lib/domain/errors";
import { asList, valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import { EnvironmentRow, type RowMessages } from "./environment-row";
import type { FieldProps } from "./field-row";
import { WrongKind } from "./wrong-kind";

const noMessages: RowMessages = {};

/** The variables as a table one types into, with an empty row at its end for the next. */
export function EnvironmentField(props: FieldProps) {
  const { path } = props;
  const { value: document, problems, edit } = useEditedDocument();
  const place = formatPath(path);
  const value = valueAt(document, path) ?? undefined;
  const variables = asList(value);
  const table = useRef<HTMLUListElement>(null);
  const [pasted, setPasted] = useState("");
  const messages = useMemo(() => messagesByRow(problems, place), [problems, place]);
  const act = useSteady((action: VariableAction) =>
    edit(
      editVariables(document, path, action),
      action.do === "type" ? `${place}[${action.index}].${action.key}` : undefined,
    ),
  );

  function paste(text: string, cell: string): boolean {
    const file = readPastedVariables(text, cell);
    if (!file) return false;
    const { edits, note } = pasteVariables(document, path, file);
    if (edits.length > 0) edit(edits);
    setPasted(note);
    return true;
  }
  function focusCell(index: number, cell: string) {
    table.current?.querySelector<HTMLElement>(`[data-row="${index}"] [data-cell="${cell}"]`)?.focus();
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const { target, key, altKey, shiftKey } = event;
    if (!(target instanceof HTMLElement)) return;
    const index = Number(target.closest<HTMLElement>("[data-row]")?.dataset.row);
    const cell = target.dataset.cell;
    if (!Number.isInteger(index) || cell === undefined) return;
    if (key === "Enter" && !shiftKey && cell !== "remove") {
      event.preventDefault();
      focusCell(index + 1, "name");
    }
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      event.preventDefault();
      const by = key === "ArrowUp" ? -1 : 1;
      if (index + by < 0 || index + by >= variables.length || index >= variables.length) return;
      act({ do: "move", index, by });
      focusCell(index + by, cell);
    }
  }
  if (value !== undefined && !Array.isArray(value)) return <WrongKind {...props} />;
  const own = messages.get(-1)?.[""];
  return (
    <div className="grid gap-1 py-1.5">
      <ul
        ref={table}
        aria-label={props.hint.label}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const cell = event.target instanceof HTMLElement ? event.target.dataset.cell : undefined;
          if (cell && paste(event.clipboardData.getData("text/plain"), cell)) event.preventDefault();
        }}
        className="overflow-hidden rounded-md border border-line"
      >
        {Array.from([...variables, undefined].entries(), ([index, variable]) => (
          <EnvironmentRow
            key={index}
            index={index}
            place={place}
            variable={variable}
            messages={messages.get(index) ?? noMessages}
            act={act}
          />
        ))}
      </ul>
      {own?.error && <p className="text-sm text-bad">{own.error}</p>}
      <textarea
        rows={1}
        aria-label="Paste a .env file"
        placeholder="Paste a .env here to add many at once"
        value=""
        readOnly
        onPaste={(event) => {
          event.preventDefault();
          const text = event.clipboardData.getData("text/plain");
          if (!paste(text, "name")) setPasted("There is no NAME=value in what was pasted.");
        }}
        className="resize-none rounded-md px-2.5 py-1 text-sm placeholder:text-ink-3"
      />
      <p role="status" className="text-sm text-ink-2 [overflow-wrap:anywhere]">
        {pasted}
      </p>
    </div>
  );
}

/** A function that stays the same and does what the latest one does. */
function useSteady<Argument>(run: (argument: Argument) => void): (argument: Argument) => void {
  const latest = useRef(run);
  // Rows that React does not draw again keep the function of an earlier draw.
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((argument) => latest.current(argument), []);
}

/** Problems under the list, by row and key; those of the list itself at -1. Read once, not once a row. */
function messagesByRow(problems: readonly TextProblem[], place: string): Map<number, RowMessages> {
  const rows = new Map<number, Record<string, { error?: string; warning?: string }>>();
  for (const { path, message, severity } of problems) {
    if (!path.startsWith(place)) continue;
    const found = /^(?:\[(\d+)\](?:\.(.*))?)?$/.exec(path.slice(place.length));
    if (!found) continue;
    const [, index = "-1", key = ""] = found;
    const row = rows.get(Number(index)) ?? {};
    rows.set(Number(index), { ...row, [key]: { ...row[key], [severity]: message } });
  }
  return rows;
}
