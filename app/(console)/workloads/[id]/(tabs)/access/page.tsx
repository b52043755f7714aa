import type { Metadata } from "next";
import { AccessEditor } from "#components/access/access-editor";
import { EntryList } from "#components/access/entry-list";
import { listWorkloadRoles } from "#lib/operations/shared-roles";
import { load } from "#lib/web/page";
import { findLike, findNamed } from "../../../../access-actions";
import { saveRoles } from "../../../actions";
import { loadWorkload } from "../../workload";

export const metadata: Metadata = { title: "Access" };

export default async function WorkloadAccessPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { can } = await loadWorkload(id);
  const { items } = await load(listWorkloadRoles, { id, limit: 100 });
  return (
    <section aria-labelledby="own" className="grid gap-3.5">
      <h2 id="own">On this workload</h2>
      {can.includes("share") ? (
        <AccessEditor
          key={JSON.stringify(items)}
          id={id}
          what="this workload"
          entries={items}
          mayChooseOwners={can.includes("shareOwner")}
          find={{ like: findLike, named: findNamed }}
          save={saveRoles}
        />
      ) : (
        <EntryList entries={items} label="On this workload" />
      )}
      <p className="text-ink-2">
        Access to the artifact it runs is apart from this: it does not open the workload, and this does not
        open the artifact.
      </p>
    </section>
  );
}
