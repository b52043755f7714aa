"use client";
import type { ComponentType } from "react";
import type { DocumentPath } from "#lib/client/document-places";
import {
  editedFields,
  type FormField,
  isPrimary,
  mayHave,
  sectionsOfContainer,
} from "#lib/client/form-sections";
import { containerFields } from "#lib/domain/container-fields";
import { memberOf, valueAt } from "#lib/domain/json-values";
import { BuildField } from "./build-field";
import { useEditedDocument } from "./edited-document";
import { EnvironmentField } from "./environment-field";
import type { FieldProps } from "./field-row";
import { FormBody, FormSection } from "./form-body";
import { ImageField } from "./image-field";
import { PrimaryField } from "./primary-field";
import { ProbeField } from "./probe-field";
import { ProbesTogether } from "./probes-together";
import { SecurityField } from "./security-field";
import { SpecField } from "./spec-field";
import { UnknownFields } from "./unknown-fields";
import { useProbeKeys } from "./use-probe-keys";

/** Fields with a rendering of their own; every other is drawn as the field table says. */
const panels: Record<string, ComponentType<FieldProps>> = {
  imageUri: ImageField,
  primary: PrimaryField,
  environmentVars: EnvironmentField,
  startupProbe: ProbeField,
  readinessProbe: ProbeField,
  livenessProbe: ProbeField,
  securityContext: SecurityField,
  imageBuildConfig: BuildField,
};

/** One container of the document, by its path. */
export function ContainerForm({ path }: { path: DocumentPath }) {
  const { value: document } = useEditedDocument();
  useProbeKeys(path);
  const container = valueAt(document, path);
  const primary = isPrimary(valueAt(document, path.slice(0, -2)), container);
  const type = memberOf(document, "type");
  const offered = editedFields(containerFields).filter(
    ({ name }) => mayHave(name, primary, type) || (memberOf(container, name) ?? undefined) !== undefined,
  );
  return (
    <FormBody>
      {sectionsOfContainer(offered).map(({ head, fields }) => (
        <FormSection key={head} head={head} shown={headed.has(head)}>
          {fields.map(({ name, hint }: FormField) => {
            const Panel = panels[name] ?? SpecField;
            return (
              <Panel key={name} path={[...path, name]} hint={hint} foreign={!mayHave(name, primary, type)} />
            );
          })}
          {head === "Probes" && <ProbesTogether container={path} />}
        </FormSection>
      ))}
      <UnknownFields path={path} known={Object.keys(containerFields)} />
    </FormBody>
  );
}

/** A section of one field needs no head beside the field's own label. */
const headed = new Set(["Network", "Environment", "Probes", "Security"]);
