import type { Metadata } from "next";
import { CreateCredential } from "#components/credentials/create-credential";
import { CredentialTable } from "#components/credentials/credential-table";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { Pager } from "#components/ui/pager";
import { SearchBox } from "#components/ui/search-box";
import { EmptyState } from "#components/ui/states";
import { oneParam, readQuery, type SearchParams } from "#lib/client/list-url";
import { countWords } from "#lib/domain/count-words";
import { listCredentials } from "#lib/operations/credentials";
import { load } from "#lib/web/page";
import { createCredential } from "../actions";

export const metadata: Metadata = { title: "Credentials" };

const path = "/credentials";

export default async function CredentialsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const page = await load(listCredentials, readQuery(listCredentials.input, { ...params, limit: "25" }));
  const search = oneParam(params.search) ?? "";
  return (
    <>
      <TopBar
        crumbs={[{ label: "Credentials" }]}
        actions={<CreateCredential createCredential={createCredential} />}
      />
      <PageHeader title="Credentials" meta={countWords(page.totalCount)} />
      <search className="my-3.5 flex flex-wrap gap-2">
        <SearchBox action={path} label="Name" name="search" value={search} />
      </search>
      {page.items.length > 0 ? (
        <CredentialTable credentials={page.items} />
      ) : (
        <EmptyState
          title={search ? "None matches" : "No credentials yet"}
          actions={search && <LinkButton href={path}>Show all</LinkButton>}
        >
          A credential is a secret that containers get in their variables. Artifacts name it; what it holds
          can be replaced, and never be read.
        </EmptyState>
      )}
      <Pager path={path} params={params} page={page}>
        <KeyHelp />
      </Pager>
    </>
  );
}
