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

/** The same list, filters and all, at another place. */
export function linkTo({ url, base }: ApiRequest, { offset, limit, cursor }: PageLink): string {
  const [path, search] = url.split("?", 2);
  const query = new URLSearchParams(search);
  query.set("offset", String(offset));
  query.set("limit", String(limit));
  query.delete("cursor");
  if (cursor !== undefined) query.set("cursor", cursor);
  return `${base}${path}?${query}`;
}
