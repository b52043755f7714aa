"use client";
import { Button } from "#components/ui/button";
import { isJsonMap } from "#lib/client/document-edits";
import { tightenSecurity } from "#lib/client/security-edits";
import { valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import type { FieldProps } from "./field-row";
import { GroupFields } from "./spec-field";
import { WrongKind } from "./wrong-kind";

/** Its parts are rows of the form; one press asks for the least. */
export function SecurityField(props: FieldProps) {
  const { path, hint } = props;
  const { value: document, edit } = useEditedDocument();
  const value = valueAt(document, path) ?? undefined;
  if (value !== undefined && !isJsonMap(value)) return <WrongKind {...props} />;
  const tighter = tightenSecurity(document, path);
  return (
    <>
      <GroupFields path={path} fields={hint.fields} layout="row" />
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1.5">
        <Button
          disabledReason={tighter.length === 0 ? "It asks for the least already" : null}
          onClick={() => edit(tighter)}
        >
          Tighten all
        </Button>
        <p className="min-w-0 text-sm text-ink-3">
          No escalation, no capabilities, read-only files. Only an administrator may ask for more than the
          engine gives by itself.
        </p>
      </div>
    </>
  );
}
