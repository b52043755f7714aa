import type { Metadata } from "next";
import { StartingPoints } from "#components/artifacts/starting-points";
import { NewArtifact } from "#components/editor/new-artifact";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { editorKeys } from "#lib/client/editor-keys";
import { oneParam, type SearchParams } from "#lib/client/list-url";
import { repositoryHref } from "#lib/client/registry-view";
import { findTemplate } from "#lib/domain/templates";
import { getRepository } from "#lib/operations/repositories";
import { load } from "#lib/web/page";
import { create } from "../actions";

export const metadata: Metadata = { title: "New artifact" };

export default async function NewArtifactPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const [templateId, repositoryId] = [oneParam(params.template), oneParam(params.repository)];
  const repository = repositoryId === undefined ? null : await load(getRepository, { id: repositoryId });
  const above = repository
    ? { label: repository.name, href: repositoryHref(repository.id) }
    : { label: "Artifacts", href: "/artifacts" };
  const template = findTemplate(templateId);
  return (
    <>
      <TopBar crumbs={[above, { label: "New artifact" }]} />
      <PageHeader
        title="New artifact"
        meta={template?.title}
        description={
          repository
            ? `A draft in the repository ${repository.name}, unless the document names another.`
            : "A draft in a repository of its own, unless the document names one as artifactRepositoryId."
        }
      />
      {templateId === undefined ? (
        <StartingPoints repositoryId={repositoryId} introduction={false} />
      ) : (
        <NewArtifact
          initialText={template?.text ?? ""}
          repositoryId={repositoryId}
          create={create}
          cancelHref={above.href}
          keys={<KeyHelp keys={editorKeys} />}
        />
      )}
    </>
  );
}
