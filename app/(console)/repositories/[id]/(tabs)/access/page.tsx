import type { Metadata } from "next";
import { AccessEditor } from "#components/access/access-editor";
import { EntryList } from "#components/access/entry-list";
import { listRepositoryRoles } from "#lib/operations/shared-roles";
import { load } from "#lib/web/page";
import { findLike, findNamed } from "../../../../access-actions";
import { saveRoles } from "../../../actions";
import { loadRepository } from "../../repository";

export const metadata: Metadata = { title: "Access" };

export default async function RepositoryAccessPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [{ can }, { items }] = await Promise.all([
    loadRepository(id),
    load(listRepositoryRoles, { id, limit: 100 }),
  ]);
  return (
    <>
      <p className="mb-3.5 max-w-[72ch] text-ink-2">
        Who has a role here has it on every version and draft of this repository too. Administrators of the
        organization see and may do everything.
      </p>
      {can.includes("share") ? (
        <AccessEditor
          key={JSON.stringify(items)}
          id={id}
          what="this repository"
          entries={items}
          mayChooseOwners={can.includes("shareOwner")}
          find={{ like: findLike, named: findNamed }}
          save={saveRoles}
        />
      ) : (
        <EntryList entries={items} label="Who has access here" />
      )}
    </>
  );
}
