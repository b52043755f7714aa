import type { Metadata } from "next";
import type { ReactNode } from "react";
import { NewVersion } from "#components/artifacts/new-version";
import { DeleteRepository } from "#components/repositories/delete-repository";
import { RepositoryHead } from "#components/repositories/repository-head";
import { TopBar } from "#components/shell/top-bar";
import { Visit } from "#components/shell/visit";
import { TagField } from "#components/tags/tag-field";
import { TabLinks } from "#components/ui/tab-links";
import { refusal, repositoryHref } from "#lib/client/registry-view";
import { getVersionNotes } from "#lib/operations/versions";
import { countWorkloadUses } from "#lib/operations/workload-uses";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";
import { clone } from "../../../artifacts/actions";
import { remove, saveTags } from "../../actions";
import { loadRepository } from "../repository";

interface Props {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await loadRepository((await params).id);
  return { title: { default: name, template: `%s · ${name} · Plimsoll` } };
}

export default async function RepositoryLayout({ params, children }: Props) {
  const { id } = await params;
  const [repository, [use], { latest }, { actor }] = await Promise.all([
    loadRepository(id),
    load(countWorkloadUses, { repositoryIds: [id] }),
    load(getVersionNotes, { id, parentIds: [], digests: [] }),
    getCaller(),
  ]);
  const path = repositoryHref(id);
  const inspect = repository.can.includes("inspect");
  return (
    <>
      <TopBar
        crumbs={[{ label: "Repositories", href: "/repositories" }, { label: repository.name }]}
        actions={
          <NewVersion
            repositoryId={id}
            latest={latest}
            clone={clone}
            refusal={refusal(repository, "update")}
          />
        }
      />
      <Visit personId={actor?.userId} href={path} name={repository.name} label="repository" />
      <RepositoryHead
        repository={repository}
        running={use?.running ?? 0}
        actions={<DeleteRepository repository={repository} remove={remove} />}
        tags={
          <TagField
            id={id}
            tags={repository.tags}
            path="/repositories"
            save={repository.can.includes("update") ? saveTags : null}
          />
        }
      />
      <TabLinks
        label={repository.name}
        tabs={[
          { href: path, label: "Versions", exact: true },
          { href: `${path}/lineage`, label: "Lineage" },
          { href: `${path}/compare`, label: "Compare" },
          ...(inspect
            ? [
                { href: `${path}/access`, label: "Access" },
                { href: `${path}/activity`, label: "Activity" },
              ]
            : []),
        ]}
      />
      {children}
    </>
  );
}
