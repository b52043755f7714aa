"use client";
import { useState } from "react";
import { notifyDone } from "#lib/client/notify";
import { editsOf, type GroupEdit } from "#lib/client/runtime-edits";
import { send } from "#lib/client/send";
import { useRuntimeReview } from "#lib/client/use-runtime-review";
import type { FieldChange } from "#lib/domain/audit";
import type { ActionResult, Problem } from "#lib/domain/errors";
import type { RunSpec } from "#lib/domain/resolve-runtime";
import type { Runtime, RuntimeInput } from "#lib/domain/runtime";
import { GroupSettings } from "./group-settings";
import { SettingsReview } from "./settings-review";

export interface BundleChoice {
  id: string;
  label: string;
  cpuCount: number;
  memoryBytes: number;
  gpuCount: number | null;
  gpuMaker: string | null;
  gpuTypeLabel: string | null;
}

interface SettingsFormProps {
  workload: { id: string; name: string; stopped: boolean };
  runtime: Runtime;
  spec: RunSpec;
  bundles: readonly BundleChoice[];
  /** What of the draft is other than what was started: it comes along. */
  draftChanges: readonly FieldChange[];
  refusal: string | null;
  save: (input: { id: string; settings: { runtime: RuntimeInput } }) => Promise<ActionResult<unknown>>;
}

/** How much of a workload runs and on what; what is wrong stands at its field, what differs before it is saved. */
export function SettingsForm(props: SettingsFormProps) {
  const { workload, runtime, spec, bundles, draftChanges, refusal, save } = props;
  const [begun] = useState(() => editsOf(runtime, spec.containerGroups));
  const [edits, setEdits] = useState(begun);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [review, turnTo] = useRuntimeReview({ edits, begun, runtime, spec, bundles });

  function change(next: GroupEdit[]) {
    setEdits(next);
    setProblem(null);
  }
  async function submit() {
    if (!review?.input) return;
    setBusy(true);
    const result = await send(save({ id: workload.id, settings: { runtime: review.input } }));
    setBusy(false);
    setProblem(result.ok ? null : result.problem);
    if (result.ok)
      notifyDone(`New settings of ${workload.name}`, "What runs now serves until they are ready.");
  }
  const errorAt = (path: string) => review?.issues.find((issue) => issue.path === path)?.message;
  return (
    <form
      className="grid gap-3.5"
      onSubmit={(event) => event.preventDefault()}
      data-unsaved={review?.untouched ? undefined : ""}
      onPointerEnter={turnTo}
      onFocus={turnTo}
    >
      {edits.map((edit, index) => (
        <GroupSettings
          key={edit.name}
          edit={edit}
          path={`runtime.containerGroups[${index}]`}
          alone={edits.length === 1}
          isNim={spec.type === "nim"}
          bundles={bundles}
          locked={refusal !== null}
          errorAt={errorAt}
          onChange={(next) => change(edits.with(index, next))}
        />
      ))}
      <SettingsReview
        {...{ review, draftChanges, problem, refusal, busy, submit }}
        stopped={workload.stopped}
        discard={() => change(begun)}
      />
    </form>
  );
}
