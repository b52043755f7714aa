"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Input } from "#components/ui/input";
import { isJsonMap } from "#lib/client/document-edits";
import type { DocumentPath } from "#lib/client/document-places";
import { readText, textOfValue } from "#lib/client/field-texts";
import { formatPath } from "#lib/domain/errors";
import { useEditedDocument } from "./edited-document";
import { type FieldProps, FieldRow } from "./field-row";
import { WrongKind } from "./wrong-kind";

/** Texts by name, a line for each, and an empty line for the next. */
export function MapField(props: FieldProps) {
  const { path } = props;
  return (
    <FieldRow {...props} group className={props.layout === "cap" ? "basis-full" : ""}>
      {(control, { value }) => {
        if (value !== undefined && !isJsonMap(value)) return <WrongKind {...props} />;
        const entries = Object.entries(value ?? {});
        return (
          <div className="grid gap-1">
            {Array.from([...entries, null].entries(), ([place, entry]) => (
              <MapLine
                key={place}
                path={path}
                entry={entry}
                names={entries.map(([name]) => name)}
                label={props.hint.label}
                place={entry ? formatPath([...path, entry[0]]) : control["data-path"]}
              />
            ))}
          </div>
        );
      }}
    </FieldRow>
  );
}

interface MapLineProps {
  path: DocumentPath;
  /** Null for the line of one to come. */
  entry: [string, unknown] | null;
  names: readonly string[];
  label: string;
  place: string;
}

function MapLine({ path, entry, names, label, place }: MapLineProps) {
  const { edit, problems } = useEditedDocument();
  // A name that another line has would take its place: it waits here until it differs.
  const [waiting, setWaiting] = useState<string | null>(null);
  const name = entry?.[0] ?? "";
  const error = entry ? problems.find((problem) => problem.path === place)?.message : undefined;
  const message =
    waiting === null ? error : waiting === "" ? "A name is needed" : `${waiting} is there already`;

  function rename(next: string) {
    if (next === "" ? entry !== null : next !== name && names.includes(next)) return setWaiting(next);
    setWaiting(null);
    if (next === "") return;
    const own = [...path, name];
    edit(
      [entry ? { kind: "rename", path: own, key: next } : { kind: "set", path: [...path, next], value: "" }],
      `${formatPath(path)} name`,
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_24px] items-center gap-x-1.5">
      <Input
        machine
        aria-label={entry ? `${label}: name` : `${label}: name of another`}
        placeholder="Name"
        value={waiting ?? name}
        aria-invalid={message ? true : undefined}
        data-path={place}
        onChange={({ target }) => rename(target.value)}
      />
      <Input
        machine
        aria-label={entry ? `${label}: value of ${name}` : `${label}: value of another`}
        placeholder="Value"
        disabled={!entry}
        value={textOfValue(entry?.[1])}
        onChange={({ target }) =>
          edit([{ kind: "set", path: [...path, name], value: readText(target.value) ?? "" }], place)
        }
      />
      {entry && (
        <Button
          variant="plain"
          shape="icon"
          className="size-6"
          aria-label={`Remove ${name}`}
          onClick={() => edit([{ kind: "remove", path: names.length === 1 ? path : [...path, name] }])}
        >
          <X aria-hidden />
        </Button>
      )}
      {message && <p className="col-span-3 text-sm text-bad">{message}</p>}
    </div>
  );
}
