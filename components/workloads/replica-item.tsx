import { CopyText } from "#components/ui/copy-text";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { runStatusKind } from "#lib/client/run-status-kind";
import { standingOfReplica } from "#lib/domain/replica-state";
import type { ReplicaRecord } from "#lib/domain/workloads";
import { ContainerItem } from "./container-item";

const goalWords = { run: null, drain: "ends after its requests", stop: "is being ended" } as const;

/** One replica: how it stands, and its containers. */
export function ReplicaItem({ replica, said }: { replica: ReplicaRecord; said: string | null }) {
  const { groupName, ordinal, goal, address, ready, state } = replica;
  const { status, reason } = standingOfReplica(state);
  const message = state.message ?? (state.containers.length === 0 ? reason : null);
  return (
    <li className="border-t border-line px-3.5 py-2.5 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium">
          {groupName} {ordinal + 1}
        </span>
        {ready ? (
          <Status kind="ok">ready</Status>
        ) : (
          <Status kind={runStatusKind(status)}>{status === "running" ? "not ready" : status}</Status>
        )}
        {goalWords[goal] && <span className="text-ink-2">{goalWords[goal]}</span>}
        <span className="ml-auto flex flex-wrap items-baseline gap-x-3 text-sm text-ink-3">
          {address && <code>{address}</code>}
          {state.startedAt && (
            <span>
              since <RelativeTime date={state.startedAt} />
            </span>
          )}
          <CopyText text={replica.id} shown={replica.id.slice(-6)} label="replica id" />
        </span>
      </div>
      {message !== null && message !== said && (
        <p className="text-ink-2 [overflow-wrap:anywhere]">{message}</p>
      )}
      {state.containers.length > 0 && (
        <ul aria-label={`Containers of ${groupName} ${ordinal + 1}`} className="mt-1.5 grid gap-2 pl-3.5">
          {state.containers.map((container) => (
            <ContainerItem key={container.name} container={container} />
          ))}
        </ul>
      )}
    </li>
  );
}
