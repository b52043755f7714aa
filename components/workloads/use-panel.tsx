import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { workloadHref } from "#lib/client/registry-view";
import type { WorkloadUse } from "#lib/client/workload-words";
import { RunStatus } from "./run-status";

/** What runs an artifact, as far as the viewer sees it. */
export function UsePanel({ uses }: { uses: readonly WorkloadUse[] }) {
  return (
    <Panel title={uses.length === 1 ? "Runs as" : `Runs as ${uses.length} workloads`} padded={false}>
      <ul>
        {uses.map((use) => (
          <li
            key={use.id}
            className="flex min-h-row flex-wrap items-center gap-x-3.5 border-t border-line px-3.5 py-1 first:border-t-0"
          >
            <Link href={workloadHref(use.id)} className="min-w-0 truncate font-medium hover:underline">
              {use.name}
            </Link>
            <RunStatus status={use.status} />
            <span className="text-sm text-ink-3">
              {use.readyReplicas === 1 ? "1 replica ready" : `${use.readyReplicas} replicas ready`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
