import type { Metadata } from "next";
import { BuildTable } from "#components/builds/build-table";
import { FollowBuild } from "#components/builds/follow-build-on-demand";
import { GeneratedDockerfiles } from "#components/builds/generated-dockerfiles";
import { Pager } from "#components/ui/pager";
import { EmptyState } from "#components/ui/states";
import { Status } from "#components/ui/status";
import { buildsHref } from "#lib/client/build-words";
import { readQuery, type SearchParams } from "#lib/client/list-url";
import { hasEnded } from "#lib/domain/build-progress";
import { pageQuery } from "#lib/domain/paging";
import { previewDockerfiles } from "#lib/operations/build-sources";
import { getBuild, getEngineState, listBuilds } from "#lib/operations/builds";
import { load } from "#lib/web/page";

export const metadata: Metadata = { title: "Builds" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const pageSize = 25;

export default async function ArtifactBuildsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const { offset } = readQuery(pageQuery, query);
  const [page, { waitsFor }, dockerfiles] = await Promise.all([
    load(listBuilds, { id, offset, limit: pageSize }),
    load(getEngineState, {}),
    load(previewDockerfiles, { id }),
  ]);
  const { items, totalCount } = page;
  const running = items.find(({ status }) => !hasEnded(status));
  if (totalCount === 0)
    return (
      <>
        <EmptyState title="Nothing was built yet">
          A container with a build configuration and a source is built into an image here. Its builds and
          their logs stay.
        </EmptyState>
        <GeneratedDockerfiles dockerfiles={dockerfiles} open />
      </>
    );
  return (
    <>
      {waitsFor && running && (
        <p className="mb-3.5">
          <Status kind="warn">Builds wait: {waitsFor}</Status>
        </p>
      )}
      {running && <FollowBuild build={await load(getBuild, { id, buildId: running.id })} />}
      <BuildTable builds={items} />
      <Pager path={buildsHref(id)} params={query} page={page} />
      <GeneratedDockerfiles dockerfiles={dockerfiles} />
    </>
  );
}
