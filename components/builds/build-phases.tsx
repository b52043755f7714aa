"use client";
import { StatusIcon } from "#components/ui/status";
import { durationWords, phaseWord } from "#lib/client/build-words";
import { useNow } from "#lib/client/use-now";
import { hasEnded } from "#lib/domain/build-progress";
import { type BuildView, timePhases } from "#lib/domain/builds";

/** What the build has gone through, and how long each took. */
export function BuildPhases({ build }: { build: BuildView }) {
  const { status, steps, stepCount, updatedAt } = build;
  const runs = !hasEnded(status);
  const now = useNow(runs, updatedAt);
  const phases = timePhases(build, now);
  const step = steps.at(-1)?.number ?? 0;
  return (
    <ol aria-label="Phases" className="flex flex-wrap items-center gap-x-1 gap-y-1 text-sm">
      {phases.map(({ phase, milliseconds }, index) => {
        const isLast = index === phases.length - 1;
        const isCurrent = isLast && runs;
        return (
          <li
            key={phase}
            aria-current={isCurrent ? "step" : undefined}
            className="flex items-center gap-1.5 text-ink-2 aria-[current]:text-ink"
          >
            {index > 0 && <span aria-hidden className="mx-1 h-px w-4 bg-line-strong" />}
            {isCurrent && <StatusIcon kind={status === "PENDING" ? "draft" : "busy"} />}
            {phaseWord(phase)}
            {phase === "building" && stepCount !== null && isCurrent && ` step ${step} of ${stepCount}`}
            <span className="text-ink-3">{durationWords(milliseconds)}</span>
          </li>
        );
      })}
    </ol>
  );
}
