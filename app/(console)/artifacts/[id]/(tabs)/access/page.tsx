import type { Metadata } from "next";
import { AccessEditor } from "#components/access/access-editor";
import { EntryList } from "#components/access/entry-list";
import { LinkButton } from "#components/ui/button";
import { repositoryHref } from "#lib/client/registry-view";
import { listArtifactRoles } from "#lib/operations/shared-roles";
import { load } from "#lib/web/page";
import { findLike, findNamed } from "../../../../access-actions";
import { saveRoles } from "../../../actions";
import { loadArtifact } from "../../artifact";
import { listInherited } from "../../inherited";

export const metadata: Metadata = { title: "Access" };

export default async function ArtifactAccessPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const artifact = await loadArtifact(id);
  const { can, repository } = artifact;
  const [{ items }, inherited] = await Promise.all([
    load(listArtifactRoles, { id, limit: 100 }),
    listInherited(artifact),
  ]);
  return (
    <div className="grid gap-6">
      <section aria-labelledby="own" className="grid gap-3.5">
        <h2 id="own">On this artifact</h2>
        {can.includes("share") ? (
          <AccessEditor
            key={JSON.stringify(items)}
            id={id}
            what="this artifact"
            entries={items}
            inherited={inherited ?? []}
            mayChooseOwners={can.includes("shareOwner")}
            find={{ like: findLike, named: findNamed }}
            save={saveRoles}
          />
        ) : (
          <EntryList entries={items} label="On this artifact" />
        )}
      </section>
      {repository && inherited && (
        <section aria-labelledby="inherited" className="grid gap-3.5">
          <div className="flex flex-wrap items-center gap-2.5">
            <h2 id="inherited">Through the repository {repository.name}</h2>
            <LinkButton className="ml-auto" href={`${repositoryHref(repository.id)}/access`}>
              Open its access
            </LinkButton>
          </div>
          <EntryList entries={inherited} label={`Through the repository ${repository.name}`} />
        </section>
      )}
    </div>
  );
}
