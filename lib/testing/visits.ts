import type { Actor } from "#lib/domain/actors";
import { visitUrl } from "#lib/domain/visits";
import { runOperation } from "#lib/operations/operation";
import { openInBrowser } from "#lib/operations/workload-visits";
import { callerOf } from "./factories";

/** The address, good once, under which somebody's browser opens a workload at its endpoint. */
export async function makeVisitUrl(actor: Actor, id: string, endpoint: string): Promise<string> {
  const { ticket } = await runOperation(openInBrowser, callerOf(actor), { id });
  return visitUrl(endpoint, ticket);
}
