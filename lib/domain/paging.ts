import { z } from "zod";

/** `?limit=` and `?offset=` arrive as text, from forms and actions as numbers; both are read. */
export const wholeNumber = (least: number, most: number, fallback: number) =>
  z.coerce
    .number()
    .pipe(z.int("A whole number").min(least, `At least ${least}`).max(most, `At most ${most}`))
    .default(fallback)
    .meta({ type: "integer", minimum: least, maximum: most });

const maxOffset = 10_000_000;

/** `cursor` is opaque: it continues a list exactly after (or before) a row, however many rows came or went meanwhile. */
export const pageQuery = z.object({
  offset: wholeNumber(0, maxOffset, 0),
  limit: wholeNumber(1, 100, 10),
  cursor: z.string().max(1000).optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** A page of any list. `next` and `previous` are the query parameters that continue it, `null` at either end. */
export interface Page<Item> {
  items: Item[];
  totalCount: number;
  offset: number;
  next: PageLink | null;
  previous: PageLink | null;
}

export interface PageLink {
  offset: number;
  limit: number;
  cursor?: string | undefined;
}

const pageLink = z.object({ offset: z.int(), limit: z.int(), cursor: z.string().optional() });

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    totalCount: z.int(),
    offset: z.int(),
    next: pageLink.nullable(),
    previous: pageLink.nullable(),
  });
}

/** A short list held whole: its pages are cut by position alone. */
export function cutPage<Item>(all: readonly Item[], query: PageQuery): Page<Item> {
  return linkPage(all.slice(query.offset, query.offset + query.limit), all.length, query);
}

/** The page around `items`, with neighbours by position; lists with cursors add theirs. */
export function linkPage<Item>(items: Item[], totalCount: number, { offset, limit }: PageQuery): Page<Item> {
  const hasNext = offset + items.length < totalCount && items.length > 0;
  return {
    items,
    totalCount,
    offset,
    next: hasNext ? { offset: offset + limit, limit } : null,
    previous: offset > 0 ? { offset: Math.max(0, offset - limit), limit } : null,
  };
}

/** One value or a repeated key, as query strings carry lists. */
export function repeated<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(100).optional(),
  );
}

export const searchTerm = z.string().trim().max(100, "At most 100 characters").optional();
