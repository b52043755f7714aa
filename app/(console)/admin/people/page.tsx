import type { Metadata } from "next";
import { AddPerson } from "#components/people/add-person";
import { PeopleTable } from "#components/people/people-table";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { Pager } from "#components/ui/pager";
import { SearchBox } from "#components/ui/search-box";
import { EmptyState } from "#components/ui/states";
import { oneParam, readQuery, type SearchParams } from "#lib/client/list-url";
import { countWords } from "#lib/domain/count-words";
import { listPeople } from "#lib/operations/people";
import { load } from "#lib/web/page";
import * as actions from "./actions";

export const metadata: Metadata = { title: "People" };

const path = "/admin/people";

export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const page = await load(listPeople, readQuery(listPeople.input, { ...params, limit: "25" }));
  const { createPasswordLink, updatePerson, deactivatePerson, reactivatePerson } = actions;
  return (
    <>
      <TopBar crumbs={[{ label: "People" }]} actions={<AddPerson createPerson={actions.createPerson} />} />
      <PageHeader title="People" meta={countWords(page.totalCount)} />
      <search className="my-3.5 flex flex-wrap gap-2">
        <SearchBox action={path} label="Name or e-mail" value={oneParam(params.search) ?? ""} />
      </search>
      {page.items.length > 0 ? (
        <PeopleTable
          people={page.items}
          actions={{ createPasswordLink, updatePerson, deactivatePerson, reactivatePerson }}
        />
      ) : (
        <EmptyState title="Nobody matches" actions={<LinkButton href={path}>Show everybody</LinkButton>}>
          Search looks at names and e-mail addresses of this organization.
        </EmptyState>
      )}
      <Pager path={path} params={params} page={page}>
        <KeyHelp />
      </Pager>
    </>
  );
}
