"use client";
import { Button } from "#components/ui/button";
import { Kbd } from "#components/ui/kbd";
import { isJsonMap } from "#lib/client/document-edits";
import type { DocumentPath } from "#lib/client/document-places";
import { editedFields } from "#lib/client/form-sections";
import { newProbe, type ProbeKind, probeKinds, probePlace } from "#lib/client/probe-edits";
import { pictureProbe, readProbeTimes } from "#lib/client/probe-lanes";
import { isRequired } from "#lib/client/spec-schema";
import type { FieldHint } from "#lib/domain/field-hints";
import { memberOf, valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import { type FieldProps, FieldRow } from "./field-row";
import { ProbeTimeline } from "./probe-timeline";
import { fieldLine, GroupFields, SpecField } from "./spec-field";
import { WrongKind } from "./wrong-kind";

/** One of the three probes: a press away while it is not there, then its numbers and what they come to. */
export function ProbeField(props: FieldProps) {
  const { path, hint } = props;
  const { value: document, edit, reveal } = useEditedDocument();
  const kind = probeKinds.find(({ field }) => field === path.at(-1));
  const container = path.slice(0, -1);
  const value = valueAt(document, path) ?? undefined;
  if (!kind || (value !== undefined && !isJsonMap(value))) return <WrongKind {...props} />;
  const others = probeKinds.filter(
    ({ field }) => field !== kind.field && isJsonMap(valueAt(document, [...container, field])),
  );

  function put(probe: unknown) {
    if (!kind) return;
    edit([{ kind: "set", path, value: probe }]);
    reveal(probePlace(container, kind));
  }
  const copies = others.map((other) => (
    <Button
      key={other.field}
      variant="plain"
      className="h-6 px-1.5 text-sm"
      onClick={() => put(valueAt(document, [...container, other.field]))}
    >
      Copy of {other.word}
    </Button>
  ));
  return (
    <FieldRow {...props} group>
      {(control, field) =>
        value === undefined ? (
          <div className="flex flex-wrap items-center gap-1">
            <Button
              data-path={control["data-path"]}
              aria-describedby={control["aria-describedby"]}
              onClick={() => put(newProbe(kind, valueAt(document, container)))}
            >
              Add {kind.word} probe <Kbd>{kind.shortcut}</Kbd>
            </Button>
            {copies}
          </div>
        ) : (
          <div className="grid gap-2">
            <ProbeParts path={path} fields={hint.fields ?? {}} value={value} />
            <ProbeTimes kind={kind} value={value} />
            <div className="-ml-1.5 flex flex-wrap items-center gap-1 text-ink-3">
              {copies}
              <Button
                variant="plain"
                className="h-6 px-1.5 text-sm"
                data-path={control["data-path"]}
                onClick={() => field.set(undefined)}
              >
                Remove<span className="sr-only"> {kind.word} probe</span>
              </Button>
            </div>
          </div>
        )
      }
    </FieldRow>
  );
}

interface ProbePartsProps {
  path: DocumentPath;
  fields: NonNullable<FieldHint["fields"]>;
  value: unknown;
}

/** What every probe has is in view, the rest is folded while nothing of it is given. */
function ProbeParts({ path, fields, value }: ProbePartsProps) {
  const rare = editedFields(fields).filter(
    ({ name, hint }) => hint.widget !== "number" && !isRequired([...path, name]),
  );
  const rareNames = rare.map(({ name }) => name);
  const given = rareNames.some((name) => memberOf(value, name) !== undefined);
  return (
    <>
      <div className={fieldLine}>
        <GroupFields path={path} fields={fields} except={rareNames} layout="cap" />
      </div>
      <details open={given || undefined}>
        <summary className="w-fit text-sm text-ink-3 hover:text-ink">
          More: {rare.map(({ hint }) => hint.label.toLowerCase()).join(", ")}
        </summary>
        <div className={`${fieldLine} pt-1.5`}>
          {rare.map(({ name, hint }) => (
            <SpecField key={name} path={[...path, name]} hint={hint} layout="cap" />
          ))}
        </div>
      </details>
    </>
  );
}

function ProbeTimes({ kind, value }: { kind: ProbeKind; value: unknown }) {
  const times = readProbeTimes(value);
  if (!times) return <p className="text-sm text-ink-3">The time line is drawn when the numbers are right.</p>;
  return <ProbeTimeline picture={pictureProbe(kind.field, times)} />;
}
