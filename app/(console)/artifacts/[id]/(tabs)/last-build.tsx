import { Link } from "#components/ui/link";
import { Status } from "#components/ui/status";
import { buildHref } from "#lib/client/build-words";
import { listBuilds } from "#lib/operations/builds";
import { load } from "#lib/web/page";

/** Why there is no new image, where the newest build failed. */
export async function LastBuild({ artifactId }: { artifactId: string }) {
  const { items } = await load(listBuilds, { id: artifactId, offset: 0, limit: 1 });
  const [build] = items;
  if (build?.status !== "FAILED") return null;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2.5 [overflow-wrap:anywhere]">
      <Status kind="bad">
        <Link href={buildHref(build)}>Build {build.number}</Link> failed
      </Status>
      {build.reason}
    </p>
  );
}
