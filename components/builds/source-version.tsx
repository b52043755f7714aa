import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { sourceVersionHref } from "#lib/client/build-words";
import { shortDigest } from "#lib/client/registry-view";
import type { BuildRecord } from "#lib/domain/builds";

/** The version of the source that a build was made from, and who put it there when. */
export function SourceVersion({ build }: { build: BuildRecord }) {
  const { sourceVersion: version, catalogVersionId } = build;
  if (version === null) return <code title={catalogVersionId}>{shortDigest(catalogVersionId)}</code>;
  return (
    <span className="inline-flex min-w-0 flex-wrap items-baseline gap-x-1.5">
      <Link href={sourceVersionHref(build)} className="hover:underline">
        v{version.number}
      </Link>
      <span className="text-sm text-ink-3" title={version.creator?.email}>
        {version.creator && `by ${version.creator.name}, `}
        <RelativeTime date={version.createdAt} />
      </span>
    </span>
  );
}
