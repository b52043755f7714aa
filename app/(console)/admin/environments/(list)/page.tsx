import type { Metadata } from "next";
import { CreateEnvironment } from "#components/environments/create-environment";
import { EnvironmentTable } from "#components/environments/environment-table";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { Pager } from "#components/ui/pager";
import { SearchBox } from "#components/ui/search-box";
import { EmptyState } from "#components/ui/states";
import { oneParam, readQuery, type SearchParams } from "#lib/client/list-url";
import { countWords } from "#lib/domain/count-words";
import { listEnvironments } from "#lib/operations/execution-environments";
import { load } from "#lib/web/page";
import { createEnvironment } from "../actions";

export const metadata: Metadata = { title: "Execution environments" };

const path = "/admin/environments";

export default async function EnvironmentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const page = await load(listEnvironments, readQuery(listEnvironments.input, { ...params, limit: "25" }));
  return (
    <>
      <TopBar
        crumbs={[{ label: "Execution environments" }]}
        actions={<CreateEnvironment createEnvironment={createEnvironment} />}
      />
      <PageHeader title="Execution environments" meta={countWords(page.totalCount)} />
      <search className="my-3.5 flex flex-wrap gap-2">
        <SearchBox action={path} label="Name" name="searchFor" value={oneParam(params.searchFor) ?? ""} />
      </search>
      {page.items.length > 0 ? (
        <EnvironmentTable environments={page.items} />
      ) : (
        <EmptyState title="None matches" actions={<LinkButton href={path}>Show all</LinkButton>}>
          An execution environment is what a Dockerfile is generated from: a language and a base image.
        </EmptyState>
      )}
      <Pager path={path} params={params} page={page}>
        <KeyHelp />
      </Pager>
    </>
  );
}
