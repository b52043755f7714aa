"use client";
import { FactsForm } from "#components/ui/facts-form";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { textOf } from "#lib/client/action-form";
import { importances } from "#lib/client/workload-words";
import type { ActionResult } from "#lib/domain/errors";
import type { Importance } from "#lib/domain/workloads";

interface Facts {
  name: string;
  description: string;
  importance: Importance;
}

interface WorkloadFactsProps {
  workload: Facts & { id: string };
  refusal: string | null;
  save: (input: { id: string; patch: Facts }) => Promise<ActionResult<unknown>>;
}

/** What a workload is called and how much it matters; nothing that runs is touched by it. */
export function WorkloadFacts({ workload, refusal, save }: WorkloadFactsProps) {
  const { id, importance } = workload;
  return (
    <Panel title="Name and importance" note="nothing restarts">
      <FactsForm
        facts={workload}
        at="patch."
        further={["importance"]}
        refusal={refusal}
        save={(facts, form) => {
          const chosen = importances.find((one) => one === textOf(form, "importance"));
          return save({ id, patch: { ...facts, importance: chosen ?? importance } });
        }}
        fields={(errorAt) => (
          <Field label="Importance" error={errorAt("importance")}>
            {(control) => (
              <Select {...control} name="importance" defaultValue={importance} className="w-44">
                {importances.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            )}
          </Field>
        )}
      />
    </Panel>
  );
}
