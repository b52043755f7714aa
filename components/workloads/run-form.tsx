"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input, Select } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import { objectHref, workloadHref } from "#lib/client/registry-view";
import { importances } from "#lib/client/workload-words";
import type { ActionResult } from "#lib/domain/errors";

type Importance = (typeof importances)[number];

interface RunInput {
  name: string;
  artifactId: string;
  importance: Importance;
  runtime: { containerGroups: { name: string; replicaCount: number; resourceBundles?: string[] }[] };
}

export interface RunFormProps {
  artifact: { id: string; name: string; label: string; isDraft: boolean };
  /** Container groups of the artifact. */
  groups: readonly string[];
  /** Compute bundles there are to choose from. */
  bundles: readonly { id: string; label: string }[];
  run: (attempt: { key: string; input: RunInput }) => Promise<ActionResult<{ id: string; name: string }>>;
  onClose: () => void;
}

/** What a new workload is called and how much of it runs; everything else is in the artifact. */
export function RunForm({ artifact, groups, bundles, run, onClose }: RunFormProps) {
  const router = useRouter();
  // One attempt, however often it is sent.
  const [key] = useState(() => `run-${artifact.id}-${Date.now()}-${Math.random()}`);
  const groupFields = groups.flatMap((_, index) =>
    ["replicaCount", "resourceBundles[0]"].map((field) => `runtime.containerGroups[${index}].${field}`),
  );
  const form = useActionForm({
    fields: ["name", "importance", ...groupFields],
    act: (data) => {
      const input = readInput(data, artifact.id, groups);
      return run({ key: `${key}-${JSON.stringify(input)}`, input });
    },
    onDone: ({ id, name }) => {
      router.push(workloadHref(id));
      notifyDone(`${name} is being started`);
    },
  });
  return (
    <form {...form.formProps} className="grid gap-4">
      <Field
        label="Name of the workload"
        error={form.errorAt("name")}
        help="Its address stays the same whatever it is called and whatever runs in it."
        required
      >
        {(control) => <Input {...control} name="name" maxLength={5000} defaultValue={artifact.name} />}
      </Field>
      <Field label="Importance" error={form.errorAt("importance")}>
        {(control) => (
          <Select {...control} name="importance" defaultValue="low">
            {importances.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        )}
      </Field>
      {groups.map((group, index) => (
        <GroupFields
          key={group}
          group={groups.length > 1 ? group : null}
          index={index}
          bundles={bundles}
          errorAt={form.errorAt}
        />
      ))}
      {form.unplaced && <ProblemNote problem={form.unplaced} blockerLink={objectHref} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="go" busy={form.busy}>
          Run
        </Button>
      </div>
    </form>
  );
}

interface GroupFieldsProps extends Pick<RunFormProps, "bundles"> {
  /** Named only where there are several. */
  group: string | null;
  index: number;
  errorAt: (path: string) => string | undefined;
}

function GroupFields({ group, index, bundles, errorAt }: GroupFieldsProps) {
  const path = `runtime.containerGroups[${index}]`;
  const of = group === null ? "" : ` of ${group}`;
  return (
    <>
      <Field
        label={`Replicas${of}`}
        error={errorAt(`${path}.replicaCount`)}
        help="Autoscaling and the limits of each container are in its settings."
      >
        {(control) => (
          <Input
            {...control}
            name={`replicas ${index}`}
            type="number"
            min={1}
            max={1000}
            defaultValue={1}
            className="w-28"
          />
        )}
      </Field>
      {bundles.length > 0 && (
        <Field label={`Compute bundle${of}`} error={errorAt(`${path}.resourceBundles[0]`)}>
          {(control) => (
            <Select {...control} name={`bundle ${index}`} defaultValue="">
              <option value="">none: limits as the platform has them</option>
              {bundles.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </>
  );
}

function readInput(data: FormData, artifactId: string, groups: readonly string[]): RunInput {
  const wanted = textOf(data, "importance");
  return {
    name: textOf(data, "name"),
    artifactId,
    importance: importances.find((one) => one === wanted) ?? "low",
    runtime: {
      containerGroups: groups.map((name, index) => {
        const bundle = textOf(data, `bundle ${index}`);
        const replicaCount = Number(textOf(data, `replicas ${index}`) || 1);
        return { name, replicaCount, ...(bundle !== "" && { resourceBundles: [bundle] }) };
      }),
    },
  };
}
