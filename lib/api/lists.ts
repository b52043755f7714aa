import { z } from "zod";
import type { Page, PageLink } from "#lib/domain/paging";
import type { ApiRequest } from "./route";

/** The envelope of every list (contract 1.6). */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    data: z.array(item),
    count: z.int(),
    totalCount: z.int(),
    next: z.url().nullable(),
    previous: z.url().nullable(),
  });
}

/** A page as JSON, each item printed by `print`. */
export function listJson<Item>(page: Page<Item>, request: ApiRequest, print: (item: Item) => string): string {
  const { items, totalCount, next, previous } = page;
  const rest = JSON.stringify({
    count: items.length,
    totalCount,
    next: next && linkTo(request, next),
    previous: previous && linkTo(request, previous),
  });
  return `{"data":[${items.map(print).join(",")}],${rest.slice(1)}`;
}

/** The envelope of lists whose whole count nobody asks for (contract 7.13). */
export function windowOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    data: z.array(item),
    count: z.int(),
    next: z.url().nullable(),
    previous: z.url().nullable(),
  });
}

/** A window of such a list, with links to the ones beside it. */
export function windowJson(
  data: readonly unknown[],
  hasMore: boolean,
  { limit, offset, request }: { limit: number; offset: number; request: ApiRequest },
): string {
  const before = Math.max(0, offset - limit);
  return JSON.stringify({
    data,
    count: data.length,
    next: hasMore ? linkTo(request, { offset: offset + limit, limit }) : null,
    previous: offset > 0 ? linkTo(request, { offset: before, limit }) : null,
  });
}

/** The same list, filters and all, at another place. */
function linkTo({ url, base }: ApiRequest, { offset, limit, cursor }: PageLink): string {
  const [path, search] = url.split("?", 2);
  const query = new URLSearchParams(search);
  query.set("offset", String(offset));
  query.set("limit", String(limit));
  query.delete("cursor");
  if (cursor !== undefined) query.set("cursor", cursor);
  return `${base}${path}?${query}`;
}
