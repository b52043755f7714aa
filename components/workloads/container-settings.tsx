"use client";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { GroupEdit } from "#lib/client/runtime-edits";

type ContainerEdit = GroupEdit["containers"][number];

interface ContainerSettingsProps {
  container: ContainerEdit;
  path: string;
  errorAt: (path: string) => string | undefined;
  onChange: (container: ContainerEdit) => void;
}

/** What one container may use; empty is as the platform has it. */
export function ContainerSettings({ container, path, errorAt, onChange }: ContainerSettingsProps) {
  const { name, cpu, memory } = container;
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field
        label={`CPU of ${name}`}
        help="Processors, such as 0.5. Empty: as the platform has it."
        error={errorAt(`${path}.cpu`)}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            value={cpu}
            onChange={({ target }) => onChange({ ...container, cpu: target.value })}
            className="w-28"
          />
        )}
      </Field>
      <Field label={`Memory of ${name}`} help="Such as 512MB or 2GiB." error={errorAt(`${path}.memory`)}>
        {(control) => (
          <Input
            {...control}
            value={memory}
            onChange={({ target }) => onChange({ ...container, memory: target.value })}
            className="w-28"
          />
        )}
      </Field>
    </div>
  );
}
