import type { Metadata } from "next";
import { SourceUpload } from "#components/source/source-upload";
import { VersionList } from "#components/source/version-list";
import { EmptyState } from "#components/ui/states";
import { oneParam, type SearchParams } from "#lib/client/list-url";
import { artifactHref } from "#lib/client/registry-view";
import { sourceRefusal } from "#lib/client/source-refusal";
import { getArtifactSource } from "#lib/operations/artifact-sources";
import { load } from "#lib/web/page";
import { loadArtifact } from "../../artifact";
import { ShownSource } from "./shown-source";

export const metadata: Metadata = { title: "Source" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ArtifactSourcePage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const [artifact, source] = await Promise.all([loadArtifact(id), load(getArtifactSource, { id })]);
  const refusal = sourceRefusal(artifact);
  const { catalogId, pinnedId, versions, totalCount } = source;
  const shownId = oneParam(query.version) ?? pinnedId;
  return (
    <div className="grid gap-3.5">
      {refusal === null && <SourceUpload artifactId={id} catalogId={catalogId} />}
      {catalogId === null || shownId === null ? (
        <EmptyState title="No source was uploaded">
          {refusal === null
            ? "Drop the folder with the Dockerfile above; the draft is then built from it."
            : refusal}
        </EmptyState>
      ) : (
        <>
          <VersionList
            artifactId={id}
            path={`${artifactHref(id)}/source`}
            versions={versions}
            totalCount={totalCount}
            pinnedId={pinnedId}
            shownId={shownId}
            refusal={refusal}
          />
          <ShownSource
            catalogId={catalogId}
            versionId={shownId}
            withId={oneParam(query.with)}
            path={oneParam(query.file)}
          />
        </>
      )}
    </div>
  );
}
