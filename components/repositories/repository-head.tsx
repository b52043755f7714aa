import type { ReactNode } from "react";
import { CopyText } from "#components/ui/copy-text";
import { Link } from "#components/ui/link";
import { PageHeader } from "#components/ui/page-header";
import { RelativeTime } from "#components/ui/relative-time";
import { runningHref, type Viewed } from "#lib/client/registry-view";
import { roleLabel } from "#lib/client/role-words";
import type { RepositoryRecord } from "#lib/domain/records";

interface RepositoryHeadProps {
  repository: Viewed<RepositoryRecord>;
  /** Workloads that run something of it. */
  running: number;
  actions: ReactNode;
  /** The tags, and the way to change them. */
  tags: ReactNode;
}

export function RepositoryHead({ repository, running, actions, tags }: RepositoryHeadProps) {
  const { id, name, description, type, creator, createdAt, myRole } = repository;
  return (
    <>
      <PageHeader title={name} meta={type} description={description} actions={actions} />
      <div className="-mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-3">
        <CopyText text={id} label="id" />
        <span>
          created <RelativeTime date={createdAt} /> by <span title={creator.email}>{creator.name}</span>
        </span>
        {running > 0 && (
          <Link href={runningHref(id)} className="text-ok underline-offset-2 hover:underline">
            {running === 1 ? "1 workload runs it" : `${running} workloads run it`}
          </Link>
        )}
        <span>my role: {roleLabel(myRole)}</span>
        <span className="flex min-h-6 min-w-0 items-center gap-1">{tags}</span>
      </div>
    </>
  );
}
