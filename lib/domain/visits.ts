/** The cookie of a visit. Its name begins as all of Plimsoll's do, so that no workload gets to see or set it. */
export const visitCookie = "plimsoll.visit";
/** Where a link to a workload carries its ticket. */
export const visitTicketParameter = "plimsoll_ticket";

/** The address, good once and for half a minute, under which a browser opens a workload; `page` is the one without. */
export function visitUrl(page: string, ticket: string): string {
  const url = new URL(page);
  url.searchParams.set(visitTicketParameter, ticket);
  return url.href;
}
