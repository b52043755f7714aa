import type { Metadata } from "next";
import { ActivityList } from "#components/activity/activity-list";
import { AuditFilters } from "#components/people/audit-filters";
import { TopBar } from "#components/shell/top-bar";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { EmptyState } from "#components/ui/states";
import { listHref, oneParam, readQuery, type SearchParams } from "#lib/client/list-url";
import { listAudit } from "#lib/operations/activity";
import { listPeople } from "#lib/operations/people";
import { load } from "#lib/web/page";

export const metadata: Metadata = { title: "Audit" };

const path = "/admin/audit";

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const { person, object, verb, before } = params;
  const filter = { actorId: oneParam(person), objectId: oneParam(object), verb: oneParam(verb) };
  const query = readQuery(listAudit.input, { ...filter, before, limit: "25" });
  const entries = await load(listAudit, query);
  const people = await load(listPeople, { limit: 100 });
  const last = entries.at(-1);
  return (
    <>
      <TopBar crumbs={[{ label: "Audit" }]} />
      <PageHeader
        title="Audit"
        description="Everything that was changed here, by whom. Rows are never changed, and each is sealed by the one after it."
      />
      <AuditFilters path={path} params={params} people={people.items.map(({ id, name }) => ({ id, name }))} />
      {last ? (
        <ActivityList entries={entries} />
      ) : (
        <EmptyState
          title="Nothing matches"
          actions={<LinkButton href={path}>Remove the filters</LinkButton>}
        />
      )}
      <nav aria-label="Pages" className="my-3.5 flex gap-2">
        {query.before && <LinkButton href={listHref(path, params)}>Newest</LinkButton>}
        {last && entries.length === query.limit && (
          <LinkButton href={listHref(path, params, { before: last.sequence })}>Older</LinkButton>
        )}
      </nav>
    </>
  );
}
