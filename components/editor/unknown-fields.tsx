"use client";
import { Button } from "#components/ui/button";
import { isJsonMap } from "#lib/client/document-edits";
import type { DocumentPath } from "#lib/client/document-places";
import { textOfValue } from "#lib/client/field-texts";
import { formatPath } from "#lib/domain/errors";
import { memberOf, valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";

interface UnknownFieldsProps {
  path: DocumentPath;
  /** The names that have a place in the form. */
  known: readonly string[];
}

/** What a map holds besides: never hidden, for it would be saved, or refused, unseen. */
export function UnknownFields({ path, known }: UnknownFieldsProps) {
  const { value: document, problems, edit } = useEditedDocument();
  const map = valueAt(document, path);
  const names = isJsonMap(map) ? Object.keys(map).filter((name) => !known.includes(name)) : [];
  if (names.length === 0) return null;
  return (
    <ul aria-label="Fields without a place here" className="grid basis-full gap-1.5 py-1.5">
      {names.map((name) => {
        const own = [...path, name];
        const place = formatPath(own);
        const error = problems.find((problem) => problem.path === place)?.message;
        return (
          <li key={name} className="flex flex-wrap items-center gap-x-2">
            <code className="min-w-0 truncate">
              {name}: {textOfValue(memberOf(map, name)).slice(0, 80)}
            </code>
            <span id={`unknown-${place}`} className={error ? "text-sm text-bad" : "text-sm text-ink-3"}>
              {error ?? "ignored"}
            </span>
            <Button
              variant="plain"
              aria-label={`Remove ${name}`}
              aria-describedby={`unknown-${place}`}
              data-path={place}
              onClick={() => edit([{ kind: "remove", path: own }])}
            >
              Remove
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
