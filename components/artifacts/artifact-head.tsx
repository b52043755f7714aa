import { Fragment, type ReactNode } from "react";
import { CopyText } from "#components/ui/copy-text";
import { Link } from "#components/ui/link";
import { PageHeader } from "#components/ui/page-header";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import {
  type ArtifactOnPage,
  artifactHref,
  repositoryHref,
  shortDigest,
  versionLabel,
} from "#lib/client/registry-view";
import { roleLabel } from "#lib/client/role-words";

interface ArtifactHeadProps {
  artifact: ArtifactOnPage;
  actions: ReactNode;
  /** Other versions of the same content. */
  equalVersions: readonly { id: string; version: number }[];
  /** The tags, and the way to change them. */
  tags: ReactNode;
}

/** What an artifact is, before its specification: status, where it belongs, who made it and when. */
export function ArtifactHead({ artifact, actions, equalVersions, tags }: ArtifactHeadProps) {
  const { id, name, description, type, status, specDigest, lockReason, myRole } = artifact;
  return (
    <>
      <PageHeader
        title={name}
        meta={
          <>
            <Status kind={status} className="text-base">
              {status === "locked" ? `locked as ${versionLabel(artifact)}` : "draft"}
            </Status>
            <span>{type}</span>
          </>
        }
        description={description}
        actions={actions}
      />
      <div className="-mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-3">
        <CopyText text={id} label="id" />
        {specDigest && (
          <span className="flex flex-wrap items-center gap-x-1.5">
            digest <CopyText text={specDigest} shown={shortDigest(specDigest)} label="digest" />
            {equalVersions.length > 0 && <EqualVersions versions={equalVersions} />}
          </span>
        )}
        <Origin artifact={artifact} />
        <Times artifact={artifact} />
        <span>my role: {roleLabel(myRole)}</span>
        <span className="flex min-h-6 min-w-0 items-center gap-1">{tags}</span>
      </div>
      {lockReason && (
        <p className="mt-1.5 text-ink-2 [overflow-wrap:anywhere]">Locked because: {lockReason}</p>
      )}
    </>
  );
}

function EqualVersions({ versions }: { versions: ArtifactHeadProps["equalVersions"] }) {
  return (
    <span>
      same content as{" "}
      {versions.map(({ id, version }, index) => (
        <Fragment key={id}>
          {index > 0 && ", "}
          <Link href={artifactHref(id)} className="text-ink-2 underline underline-offset-2">
            v{version}
          </Link>
        </Fragment>
      ))}
    </span>
  );
}

function Origin({ artifact: { repository, parent } }: { artifact: ArtifactOnPage }) {
  return (
    <>
      {repository && (
        <span className="min-w-0 truncate">
          in{" "}
          <Link href={repositoryHref(repository.id)} className="text-ink-2 underline underline-offset-2">
            {repository.name}
          </Link>
        </span>
      )}
      {parent && (
        <span className="min-w-0 truncate">
          cloned from{" "}
          <Link href={artifactHref(parent.id)} className="text-ink-2 underline underline-offset-2">
            {parent.name} {versionLabel(parent)}
          </Link>
        </span>
      )}
    </>
  );
}

function Times({ artifact: { creator, createdAt, updatedAt, lockedAt } }: { artifact: ArtifactOnPage }) {
  return (
    <>
      <span>
        created <RelativeTime date={createdAt} /> by <span title={creator.email}>{creator.name}</span>
      </span>
      {lockedAt ? (
        <span>
          locked <RelativeTime date={lockedAt} />
        </span>
      ) : (
        <span>
          saved <RelativeTime date={updatedAt} />
        </span>
      )}
    </>
  );
}
