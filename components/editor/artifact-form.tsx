"use client";
import { editedFields, typeMayHave } from "#lib/client/form-sections";
import type { FieldHint } from "#lib/domain/field-hints";
import { memberOf, valueAt } from "#lib/domain/json-values";
import { artifactFields } from "#lib/domain/spec-fields";
import { useEditedDocument } from "./edited-document";
import { FormBody, FormSection } from "./form-body";
import { PartsField } from "./group-form";
import { SpecField } from "./spec-field";
import { UnknownFields } from "./unknown-fields";

/** The artifact itself, and of its specification what belongs to no container. */
export function ArtifactForm() {
  return (
    <FormBody>
      <FormSection head="About" shown={false}>
        {editedFields(artifactFields)
          .filter(({ name }) => name !== "spec")
          .map(({ name, hint }) => (
            <SpecField key={name} path={[name]} hint={hint} />
          ))}
        <UnknownFields path={[]} known={Object.keys(artifactFields)} />
      </FormSection>
      <SpecSection hint={artifactFields.spec} />
    </FormBody>
  );
}

function SpecSection({ hint: { label, fields = {} } }: { hint: FieldHint }) {
  const { value: document } = useEditedDocument();
  const type = memberOf(document, "type");
  const shown = editedFields(fields).filter(
    ({ name }) => typeMayHave(name, type) || (valueAt(document, ["spec", name]) ?? undefined) !== undefined,
  );
  return (
    <FormSection head={label} shown>
      {shown.map(({ name, hint }) => {
        const Field = name === "containerGroups" ? PartsField : SpecField;
        return <Field key={name} path={["spec", name]} hint={hint} foreign={!typeMayHave(name, type)} />;
      })}
      <UnknownFields path={["spec"]} known={Object.keys(fields)} />
    </FormSection>
  );
}
