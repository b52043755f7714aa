import type { ReactNode } from "react";
import { CopyText } from "#components/ui/copy-text";
import { Link } from "#components/ui/link";
import { PageHeader } from "#components/ui/page-header";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { artifactHref, versionLabel } from "#lib/client/registry-view";
import { roleLabel } from "#lib/client/role-words";
import { runStatusKind } from "#lib/client/run-status-kind";
import { importanceLook, type WorkloadOnPage } from "#lib/client/workload-words";
import { RunStatus } from "./run-status";
import { TimeLeft } from "./time-left";

interface WorkloadHeadProps {
  workload: WorkloadOnPage;
  endpoint: ReactNode;
  actions: ReactNode;
}

/** What a workload is: how it is, where it answers, what it runs and for how long. */
export function WorkloadHead({ workload, endpoint, actions }: WorkloadHeadProps) {
  const { id, name, description, status, statusReason, artifact, importance, expiresAt } = workload;
  return (
    <>
      <PageHeader
        title={name}
        meta={
          <>
            <RunStatus status={status} className="text-base" />
            <span className={importanceLook[importance]}>{importance} importance</span>
          </>
        }
        description={description}
        actions={actions}
      />
      {statusReason && (
        <p className="-mt-1.5 mb-2 [overflow-wrap:anywhere]">
          <Status kind={runStatusKind(status)} className="whitespace-normal">
            {statusReason}
          </Status>
        </p>
      )}
      {endpoint}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-3">
        <CopyText text={id} label="id" />
        <span className="flex min-w-0 items-baseline gap-1.5">
          runs
          <Link href={artifactHref(artifact.id)} className="truncate text-ink-2 underline underline-offset-2">
            {artifact.name}
          </Link>
          <Status kind={artifact.status}>{versionLabel(artifact)}</Status>
        </span>
        <span>
          created <RelativeTime date={workload.createdAt} /> by{" "}
          <span title={workload.creator.email}>{workload.creator.name}</span>
        </span>
        <span>
          last start <RelativeTime date={workload.startedAt} />
        </span>
        {expiresAt && (
          <span className="text-ink-2">
            time left: <TimeLeft expiresAt={expiresAt} />
          </span>
        )}
        <span>my role: {roleLabel(workload.myRole)}</span>
      </div>
    </>
  );
}
