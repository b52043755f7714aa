"use client";
import type { ComponentType } from "react";
import { Button } from "#components/ui/button";
import { isJsonMap } from "#lib/client/document-edits";
import type { DocumentPath } from "#lib/client/document-places";
import { editedFields } from "#lib/client/form-sections";
import { formsOf } from "#lib/client/spec-schema";
import { formatPath } from "#lib/domain/errors";
import type { FieldHint, FieldWidget } from "#lib/domain/field-hints";
import { asList, valueAt } from "#lib/domain/json-values";
import { CommandField } from "./command-field";
import { useEditedDocument } from "./edited-document";
import { EnvironmentChoiceField, EnvironmentVersionField } from "./environment-choice";
import { ChoiceField, NumberField, ParagraphField, SwitchField, TextField } from "./field-controls";
import { type FieldProps, FieldRow } from "./field-row";
import { MapField } from "./map-field";
import { UnknownFields } from "./unknown-fields";
import { WordListField } from "./word-list-field";
import { WrongKind } from "./wrong-kind";

const widgets: Record<FieldWidget, ComponentType<FieldProps> | null> = {
  text: TextField,
  paragraph: ParagraphField,
  number: NumberField,
  switch: SwitchField,
  choice: ChoiceField,
  arguments: CommandField,
  map: MapField,
  group: GroupField,
  list: ListField,
  environment: EnvironmentChoiceField,
  environmentVersion: EnvironmentVersionField,
  none: null,
};

/** The control of any field, as the field table describes it. */
export function SpecField(props: FieldProps) {
  const Widget = widgets[props.hint.widget];
  return Widget && <Widget {...props} />;
}

interface GroupFieldsProps {
  path: DocumentPath;
  fields: FieldHint["fields"];
  layout: FieldProps["layout"];
  /** Names that stand elsewhere in the form. */
  except?: readonly string[];
}

/** The fields of a map in the form it has now, and what it holds besides. */
export function GroupFields({ path, fields = {}, layout, except = [] }: GroupFieldsProps) {
  const { value: document } = useEditedDocument();
  const forms = formsOf(path, valueAt(document, path));
  const allowed = new Set(forms.flatMap(({ properties = {} }) => Object.keys(properties)));
  const shown = editedFields(fields).filter(({ name }) => allowed.has(name));
  return (
    <>
      {shown
        .filter(({ name }) => !except.includes(name))
        .map(({ name, hint }) => (
          <SpecField key={name} path={[...path, name]} hint={hint} layout={layout} />
        ))}
      <UnknownFields path={path} known={[...shown.map(({ name }) => name), ...hiddenNames(fields)]} />
    </>
  );
}

function hiddenNames(fields: NonNullable<FieldHint["fields"]>): string[] {
  return Object.keys(fields).filter((name) => fields[name]?.widget === "none");
}

/** Always open: what is not given is seen as not given. */
function GroupField(props: FieldProps) {
  const { path, hint, layout = "row" } = props;
  const { value: document } = useEditedDocument();
  const value = valueAt(document, path) ?? undefined;
  if (value !== undefined && !isJsonMap(value)) return <WrongKind {...props} />;
  return (
    <FieldRow {...props} layout={layout} group className={layout === "cap" ? "basis-full" : ""}>
      {() => (
        <div className={fieldLine}>
          <GroupFields path={path} fields={hint.fields} layout="cap" />
        </div>
      )}
    </FieldRow>
  );
}

/** Fields beside each other; their messages come after all of them. */
export const fieldLine = "flex flex-wrap items-start gap-x-2 gap-y-2";

/** A list of single words, or of maps with a line of fields each. */
function ListField(props: FieldProps) {
  return props.hint.fields ? (
    <ItemList {...props} fields={props.hint.fields} />
  ) : (
    <WordListField {...props} />
  );
}

function ItemList({ fields, ...props }: FieldProps & { fields: NonNullable<FieldHint["fields"]> }) {
  const { path, hint } = props;
  const { edit, reveal, value: document } = useEditedDocument();
  const value = valueAt(document, path) ?? undefined;
  if (value !== undefined && !Array.isArray(value)) return <WrongKind {...props} />;
  const items = asList(value);
  const one = hint.label.replace(/s$/, "").toLowerCase();
  const first = Object.keys(fields)[0] ?? "";
  function add() {
    const place = [...path, items.length];
    edit([{ kind: "insert", path, index: items.length, value: {} }]);
    reveal([...place, first]);
  }
  return (
    <FieldRow {...props} group>
      {(control) => (
        <div className="grid gap-2">
          {Array.from(items.keys(), (index) => (
            <fieldset key={index} aria-label={`${hint.label} ${index + 1}`} className={fieldLine}>
              <GroupFields path={[...path, index]} fields={fields} layout="cap" />
              <Button
                variant="plain"
                className="mt-[18px]"
                onClick={() => edit([{ kind: "remove", path: items.length === 1 ? path : [...path, index] }])}
              >
                Remove<span className="sr-only">{` ${one} ${index + 1}`}</span>
              </Button>
            </fieldset>
          ))}
          <div>
            <Button
              variant="plain"
              className="-ml-[11px]"
              id={control.id}
              data-path={formatPath(path)}
              aria-describedby={control["aria-describedby"]}
              onClick={add}
            >
              Add {one}
            </Button>
          </div>
        </div>
      )}
    </FieldRow>
  );
}
