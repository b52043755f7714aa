"use client";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import { objectHref, workloadHref } from "#lib/client/registry-view";
import type { ActionResult } from "#lib/domain/errors";

interface ReplaceFormProps {
  workload: { id: string; name: string };
  candidate: { id: string; label: string };
  /** Why it cannot be started now. */
  refusal: string | null;
  replace: (input: {
    id: string;
    artifactId: string;
    strategy: "rolling";
    config: { warmupDurationMinutes: number; keepOldVersionMinutes: number };
  }) => Promise<ActionResult<unknown>>;
}

/** How the switch goes; what changes stands above it. */
export function ReplaceForm({ workload, candidate, refusal, replace }: ReplaceFormProps) {
  const router = useRouter();
  const form = useActionForm({
    fields: ["config.warmupDurationMinutes", "config.keepOldVersionMinutes"],
    act: (data) =>
      replace({
        id: workload.id,
        artifactId: candidate.id,
        strategy: "rolling",
        config: {
          warmupDurationMinutes: minutesOf(data, "warmup"),
          keepOldVersionMinutes: minutesOf(data, "keep"),
        },
      }),
    onDone: () => {
      router.push(workloadHref(workload.id));
      notifyDone(`${workload.name} is being replaced with ${candidate.label}`);
    },
  });
  return (
    <form {...form.formProps} className="grid gap-4">
      <div className="grid gap-4 md:grid-cols-2">
        <MinutesField
          name="warmup"
          label="Warm-up, in minutes"
          help="How long the new version is ready before requests go to it."
          error={form.errorAt("config.warmupDurationMinutes")}
        />
        <MinutesField
          name="keep"
          label="Keep the old version, in minutes"
          help="How long it stays after the switch, without requests."
          error={form.errorAt("config.keepOldVersionMinutes")}
        />
      </div>
      <p className="text-ink-2 first-letter:uppercase">
        {candidate.label} is started beside what runs. Once it is ready, requests go to it, and those under
        way end where they are. If it does not get ready, what runs now goes on as it is.
      </p>
      {form.unplaced && <ProblemNote problem={form.unplaced} blockerLink={objectHref} />}
      <div>
        <Button type="submit" variant="go" busy={form.busy} disabledReason={refusal}>
          Replace with {candidate.label}
        </Button>
      </div>
    </form>
  );
}

interface MinutesFieldProps {
  name: string;
  label: string;
  help: string;
  error: string | undefined;
}

function MinutesField({ name, ...field }: MinutesFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <Input {...control} name={name} type="number" min={0} max={1440} defaultValue={0} className="w-28" />
      )}
    </Field>
  );
}

const minutesOf = (data: FormData, name: string) => Number(textOf(data, name) || 0);
