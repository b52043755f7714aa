import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import { artifactHref } from "#lib/client/registry-view";
import { runsWords } from "#lib/client/workload-words";
import type { ProtonRecord, ReplicaRecord } from "#lib/domain/workloads";
import { ReplicaItem } from "./replica-item";
import { RunStatus } from "./run-status";

interface ProtonPanelProps {
  proton: ProtonRecord;
  replicas: readonly ReplicaRecord[];
  /** What it runs, where the viewer sees that. */
  artifact: { id: string; name: string; version: number | null } | null;
  /** What stands above already, and is not said again. */
  said: string | null;
}

const roleWords = { active: "takes the requests", candidate: "is to take its place" } as const;

/** One running generation: its replicas, and in each its containers. */
export function ProtonPanel({ proton, replicas, artifact, said }: ProtonPanelProps) {
  const { number, role, goal, status, statusReason, runningSince } = proton;
  const isLeaving = role === null && goal !== "run";
  return (
    <Panel
      title={
        <span className="flex flex-wrap items-baseline gap-x-2.5">
          Proton {number}
          <RunStatus status={status} className="font-normal" />
        </span>
      }
      note={
        <>
          {role === null ? (isLeaving ? "is being ended" : "waits") : roleWords[role]}
          {artifact && (
            <>
              {" · "}
              <Link href={artifactHref(artifact.id)} className="underline underline-offset-2">
                {runsWords(artifact)}
              </Link>
            </>
          )}
          {runningSince && (
            <>
              {" · running since "}
              <RelativeTime date={runningSince} />
            </>
          )}
        </>
      }
      padded={false}
    >
      {statusReason && statusReason !== said && (
        <p className="border-b border-line px-3.5 py-2 text-ink-2 [overflow-wrap:anywhere]">{statusReason}</p>
      )}
      {replicas.length === 0 ? (
        <p className="px-3.5 py-2.5 text-ink-3">
          {goal === "stop" ? "Nothing of it runs any more." : "No replica yet."}
        </p>
      ) : (
        <ul aria-label={`Replicas of proton ${number}`}>
          {replicas.map((replica) => (
            <ReplicaItem key={replica.id} replica={replica} said={statusReason} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
