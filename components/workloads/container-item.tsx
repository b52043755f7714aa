import type { ReactNode } from "react";
import { RelativeTime } from "#components/ui/relative-time";
import { Status, type StatusKind } from "#components/ui/status";
import { cn } from "#lib/client/class-names";
import { shortImage } from "#lib/client/registry-view";
import {
  type ContainerState,
  describeEnd,
  type ProbeKind,
  type ProbeStanding,
  probeKind,
} from "#lib/domain/replica-state";

const probeKinds: Record<ProbeStanding["state"], StatusKind> = {
  waiting: "busy",
  passing: "ok",
  failing: "bad",
};

/** One container of a replica: state, probes, restarts, and how it last ended. */
export function ContainerItem({ container }: { container: ContainerState }) {
  const { name, primary, image, status, ready, startedAt, restartCount, restartsAt, lastEnd } = container;
  const probes = probeKind.options.flatMap((kind) => {
    const standing = container.probes[kind];
    return standing ? [{ kind, standing }] : [];
  });
  return (
    <li className="border-l-2 border-line pl-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className={cn(primary && "font-medium")}>
          {name}
          {primary && <span className="font-normal text-ink-3"> primary</span>}
        </span>
        <ContainerStatus status={status} ready={ready} />
        <code className="min-w-0 truncate text-ink-3" title={image}>
          {shortImage(image)}
        </code>
        <span className="ml-auto flex flex-wrap gap-x-3 text-sm text-ink-3">
          {startedAt && (
            <span>
              since <RelativeTime date={startedAt} />
            </span>
          )}
          <span className={cn(restartCount > 0 && "text-warn")}>
            {restartCount === 1 ? "1 restart" : `${restartCount} restarts`}
          </span>
        </span>
      </div>
      {probes.length > 0 && (
        <ul aria-label={`Probes of ${name}`} className="flex flex-wrap gap-x-3.5 text-sm">
          {probes.map(({ kind, standing }) => (
            <Probe key={kind} kind={kind} standing={standing} />
          ))}
        </ul>
      )}
      {lastEnd && (
        <LastEnd at={lastEnd.finishedAt}>
          {describeEnd(lastEnd)}
          {restartsAt && <NextStart at={restartsAt} />}
        </LastEnd>
      )}
    </li>
  );
}

function ContainerStatus({ status, ready }: Pick<ContainerState, "status" | "ready">) {
  if (status === "running")
    return <Status kind={ready ? "ok" : "busy"}>{ready ? "ready" : "running"}</Status>;
  if (status === "unknown") return <Status kind="warn">unknown</Status>;
  return <Status kind={status === "waiting" ? "busy" : "bad"}>{status}</Status>;
}

function Probe({ kind, standing: { state, message } }: { kind: ProbeKind; standing: ProbeStanding }) {
  return (
    <li className="min-w-0">
      <Status kind={probeKinds[state]} className="whitespace-normal [overflow-wrap:anywhere]">
        {kind} {state}
        {message !== null && state === "failing" && `: ${message}`}
      </Status>
    </li>
  );
}

function LastEnd({ at, children }: { at: Date | null; children: ReactNode }) {
  return (
    <p className="text-sm text-ink-2 [overflow-wrap:anywhere]">
      Last {at && <RelativeTime date={at} />} it {children}
    </p>
  );
}

/** A start that is due comes with the worker's next round. */
function NextStart({ at }: { at: Date }) {
  if (at.getTime() <= Date.now()) return "; is being started again";
  return (
    <>
      ; starts again <RelativeTime date={at} />
    </>
  );
}
