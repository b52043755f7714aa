"use client";
import { useState } from "react";
import { isJsonMap } from "#lib/client/document-edits";
import type { DocumentPath } from "#lib/client/document-places";
import type { FieldHint } from "#lib/domain/field-hints";
import { memberOf } from "#lib/domain/json-values";
import { type FieldProps, FieldRow } from "./field-row";
import { Segmented } from "./segmented";
import { fieldLine, GroupFields, SpecField } from "./spec-field";
import { WrongKind } from "./wrong-kind";

const ways = [
  { value: "image", label: "a ready image" },
  { value: "build", label: "built from source" },
] as const;

/** A ready image, or how to build one. A build fills the image in, so a document may hold both. */
export function BuildField({ foreign: _, ...props }: FieldProps) {
  const { path, hint } = props;
  // What was written of the build, for whoever only looks at the other side.
  const [put, putAway] = useState<unknown>({ dockerfile: { source: "provided" } });
  return (
    <FieldRow {...props} group>
      {(control, { value, set }, labelId) =>
        value !== undefined && !isJsonMap(value) ? (
          <WrongKind {...props} />
        ) : (
          <div className="grid gap-2">
            <div>
              <Segmented
                options={ways}
                value={value === undefined ? "image" : "build"}
                onChange={(way) => {
                  if (way === "image") putAway(value);
                  set(way === "image" ? undefined : put);
                }}
                labelledBy={labelId}
                describedBy={control["aria-describedby"]}
                invalid={control["aria-invalid"] === true}
                place={control["data-path"]}
              />
            </div>
            {value && <BuildParts path={path} fields={hint.fields ?? {}} value={value} />}
          </div>
        )
      }
    </FieldRow>
  );
}

interface BuildPartsProps {
  path: DocumentPath;
  fields: NonNullable<FieldHint["fields"]>;
  value: unknown;
}

function BuildParts({ path, fields, value }: BuildPartsProps) {
  const { codeRef } = fields;
  const source = memberOf(value, "codeRef") ?? undefined;
  return (
    <>
      <div className={fieldLine}>
        <GroupFields path={path} fields={fields} except={["codeRef"]} layout="cap" />
      </div>
      {codeRef && (
        <details open={source !== undefined || undefined}>
          <summary className="w-fit text-sm text-ink-3 hover:text-ink">
            Source: {source === undefined ? "given with the upload when it is built" : "the ids of an upload"}
          </summary>
          <div className="pt-1.5">
            <SpecField path={[...path, "codeRef"]} hint={codeRef} layout="cap" />
          </div>
        </details>
      )}
    </>
  );
}
