import type { Metadata } from "next";
import { StartingPoints } from "#components/artifacts/starting-points";
import { NewArtifact } from "#components/editor/new-artifact";
import { StartFrom } from "#components/editor/start-from";
import { StartFromArtifact } from "#components/editor/start-from-artifact";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { KeepNewTags, NewTagField } from "#components/tags/new-tag-field";
import { PageHeader } from "#components/ui/page-header";
import { Queries } from "#components/ui/queries";
import { editorKeys } from "#lib/client/editor-keys";
import { oneParam, type SearchParams } from "#lib/client/list-url";
import { repositoryHref } from "#lib/client/registry-view";
import { getRepository } from "#lib/operations/repositories";
import { load } from "#lib/web/page";
import { create, saveTags } from "../actions";
import { findStartingText } from "./starting-text";

export const metadata: Metadata = { title: "New artifact" };

export default async function NewArtifactPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const repositoryId = oneParam(params.repository);
  const repository = repositoryId === undefined ? null : await load(getRepository, { id: repositoryId });
  const above = repository
    ? { label: repository.name, href: repositoryHref(repository.id) }
    : { label: "Artifacts", href: "/artifacts" };
  const start = await findStartingText(oneParam(params.template), oneParam(params.from));
  const editor = {
    ...{ repositoryId, create, saveTags, cancelHref: above.href },
    tagField: <NewTagField path="/artifacts" />,
    keys: <KeyHelp keys={editorKeys} />,
  };
  return (
    <KeepNewTags>
      <TopBar crumbs={[above, { label: "New artifact" }]} />
      <PageHeader
        title="New artifact"
        meta={start?.title}
        description={
          repository
            ? `A draft in the repository ${repository.name}, unless the document names another.`
            : "A draft in a repository of its own, unless the document names one as artifactRepositoryId."
        }
      />
      {start ? (
        <NewArtifact {...editor} initialText={start.text} />
      ) : (
        <StartFrom {...editor}>
          <StartingPoints repositoryId={repositoryId} introduction={false} />
          <Queries>
            <StartFromArtifact repositoryId={repositoryId} />
          </Queries>
        </StartFrom>
      )}
    </KeepNewTags>
  );
}
