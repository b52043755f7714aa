"use client";
import { useQuery } from "@tanstack/react-query";
import { Select } from "#components/ui/input";
import { textOfValue } from "#lib/client/field-texts";
import { environmentChoices, environmentVersions } from "#lib/client/queries/execution-environments";
import { formatPath } from "#lib/domain/errors";
import { valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import { TextField } from "./field-controls";
import { type FieldControl, type FieldProps, FieldRow } from "./field-row";

/** The execution environment by its name; its newest version is chosen with it. */
export function EnvironmentChoiceField(props: FieldProps) {
  const { path } = props;
  const { edit } = useEditedDocument();
  const known = useQuery(environmentChoices());
  if (known.isError) return <TextField {...props} />;
  const environments = known.data?.data ?? [];
  const versionPath = [...path.slice(0, -1), "executionEnvironmentVersionId"];
  return (
    <FieldRow {...props} className={capped(props)}>
      {(control, { value, set }) => (
        <IdSelect
          {...control}
          value={textOfValue(value)}
          options={environments.map(({ id, name }) => ({ id, label: name }))}
          onChoose={(id) => {
            const newest = environments.find((one) => one.id === id)?.latestSuccessfulVersion;
            if (!newest) return set(id || undefined);
            const chosen = { kind: "set", path, value: id } as const;
            edit([chosen, { kind: "set", path: versionPath, value: newest.id }], formatPath(path));
          }}
        />
      )}
    </FieldRow>
  );
}

export function EnvironmentVersionField(props: FieldProps) {
  const { value: document } = useEditedDocument();
  const environmentId = textOfValue(
    valueAt(document, [...props.path.slice(0, -1), "executionEnvironmentId"]) ?? undefined,
  );
  const known = useQuery(environmentVersions(environmentId));
  if (known.isError) return <TextField {...props} />;
  return (
    <FieldRow {...props} className={capped(props)}>
      {(control, { value, set }) => (
        <IdSelect
          {...control}
          value={textOfValue(value)}
          options={known.data?.data ?? []}
          onChoose={(id) => set(id || undefined)}
        />
      )}
    </FieldRow>
  );
}

const capped = ({ layout }: FieldProps) => (layout === "cap" ? "min-w-[150px]" : "");

interface IdSelectProps extends FieldControl {
  value: string;
  options: readonly { id: string; label: string }[];
  onChoose: (id: string) => void;
}

/** By names, with the id as it is written when it has none: one that is retired, or not there. */
function IdSelect({ value, options, onChoose, ...control }: IdSelectProps) {
  const isKnown = options.some(({ id }) => id === value);
  return (
    <Select
      value={value}
      onChange={({ target }) => onChoose(target.value)}
      {...control}
      className="max-w-[260px]"
    >
      <option value="">choose…</option>
      {value !== "" && !isKnown && <option value={value}>{value}</option>}
      {options.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </Select>
  );
}
