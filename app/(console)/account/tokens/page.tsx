import type { Metadata } from "next";
import { CreateToken } from "#components/account/create-token";
import { TokenTable } from "#components/account/token-table";
import { EmptyState } from "#components/ui/states";
import { listTokens } from "#lib/operations/tokens";
import { load } from "#lib/web/page";
import { createToken, revokeToken } from "../actions";

export const metadata: Metadata = { title: "API tokens" };

export default async function TokensPage() {
  const tokens = await load(listTokens, {});
  return (
    <div className="grid gap-3.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-ink-2">A token speaks for you to the REST API, in scripts and jobs.</p>
        <CreateToken createToken={createToken} />
      </div>
      {tokens.length > 0 ? (
        <TokenTable tokens={tokens} revokeToken={revokeToken} />
      ) : (
        <EmptyState title="No tokens yet">
          Make one for each script or job, so that each can be revoked alone.
        </EmptyState>
      )}
    </div>
  );
}
