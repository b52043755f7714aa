"use client";
import { Button } from "#components/ui/button";
import type { DocumentPath } from "#lib/client/document-places";
import { editedFields } from "#lib/client/form-sections";
import { asList, memberOf, valueAt } from "#lib/domain/json-values";
import { findFieldHint } from "#lib/domain/spec-fields";
import { useEditedDocument } from "./edited-document";
import { type FieldProps, FieldRow } from "./field-row";
import { FormBody } from "./form-body";
import { SpecField } from "./spec-field";
import { UnknownFields } from "./unknown-fields";
import { WrongKind } from "./wrong-kind";

/** One container group, by its path; its containers have forms of their own. */
export function GroupForm({ path }: { path: DocumentPath }) {
  const fields = findFieldHint(path)?.fields ?? {};
  return (
    <FormBody>
      {editedFields(fields).map(({ name, hint }) => {
        const Field = name === "containers" ? PartsField : SpecField;
        return <Field key={name} path={[...path, name]} hint={hint} />;
      })}
      <UnknownFields path={path} known={Object.keys(fields)} />
    </FormBody>
  );
}

/** The parts in a list, each a press away. */
export function PartsField(props: FieldProps) {
  const { path, hint } = props;
  const { value: document, reveal } = useEditedDocument();
  const value = valueAt(document, path) ?? undefined;
  if (value !== undefined && !Array.isArray(value)) return <WrongKind {...props} />;
  return (
    <FieldRow {...props} group>
      {({ className: _, ...control }) => (
        <div className="-ml-[11px] flex min-h-control flex-wrap items-center gap-1">
          {Array.from(asList(value).entries(), ([index, part]) => (
            <Button
              key={index}
              variant="plain"
              onClick={() => reveal([...path, index, "name"])}
              {...(index === 0 && control)}
            >
              {String(memberOf(part, "name") ?? `${hint.label.toLowerCase()} ${index + 1}`)}
            </Button>
          ))}
          {asList(value).length === 0 && <span className="pl-[11px] text-ink-3">none yet</span>}
        </div>
      )}
    </FieldRow>
  );
}
