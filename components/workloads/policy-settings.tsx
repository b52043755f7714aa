"use client";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { metricWords } from "#lib/client/runtime-edits";
import type { GroupSettingsProps } from "./group-settings";

const nimMetrics = ["gpuCacheUtilization", "gpuRequestQueueDepth"];

/** What a group scales by: each policy a metric and what it is to be per replica. */
export function PolicySettings({ edit, path, isNim, errorAt, onChange }: GroupSettingsProps) {
  const { policies, name } = edit;
  const set = (next: typeof policies) => onChange({ ...edit, policies: next });
  const at = `${path}.autoscaling.policies`;
  const known = Object.keys(metricWords).filter((metric) => isNim || !nimMetrics.includes(metric));
  const list = `metrics-of-${name}`;
  return (
    <div className="grid gap-2">
      <datalist id={list}>
        {known.map((metric) => (
          <option key={metric} value={metric}>
            {metricWords[metric]?.label}
          </option>
        ))}
      </datalist>
      {Array.from(policies.entries(), ([index, { metric, target }]) => (
        <div key={index} className="flex flex-wrap items-end gap-2">
          <Field label={`Policy ${index + 1}: metric`} error={errorAt(`${at}[${index}].scalingMetric`)}>
            {(control) => (
              <Input
                {...control}
                machine
                list={list}
                value={metric}
                onChange={({ target: field }) => set(policies.with(index, { metric: field.value, target }))}
                className="w-64"
              />
            )}
          </Field>
          <Field
            label={`Target${metricWords[metric] ? ` (${metricWords[metric].unit})` : ""}`}
            error={errorAt(`${at}[${index}].target`)}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                value={target}
                onChange={({ target: field }) => set(policies.with(index, { metric, target: field.value }))}
                className="w-28"
              />
            )}
          </Field>
          <Button variant="plain" onClick={() => set(policies.toSpliced(index, 1))}>
            Remove
          </Button>
        </div>
      ))}
      {errorAt(at) && <p className="text-sm text-bad">{errorAt(at)}</p>}
      <div>
        <Button onClick={() => set([...policies, { metric: "cpuAverageUtilization", target: "70" }])}>
          Add a policy
        </Button>
      </div>
    </div>
  );
}
