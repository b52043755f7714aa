import type { z } from "zod";
import type { PageLink } from "#lib/domain/paging";

/** What Next gives a page of its query string. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** Say where in a list one is; they mean nothing once a filter or the order changes. */
const positionKeys = new Set(["offset", "cursor", "before"]);

/** The page with some parameters changed (`null`: removed), from its beginning. */
export function listHref(
  path: string,
  params: SearchParams,
  changes: Record<string, string | null> = {},
): string {
  return toHref(path, { ...listFilters(params), ...changes });
}

/** The parameters of a list without the position in it. */
export function listFilters(params: SearchParams): SearchParams {
  return Object.fromEntries(Object.entries(params).filter(([key]) => !positionKeys.has(key)));
}

/** Whether anything but the order narrows the list down. */
export function isFiltered(params: SearchParams): boolean {
  return Object.keys(listFilters(params)).some((key) => key !== "orderBy");
}

/** The neighbouring page, or null at the end. */
export function pageHref(path: string, params: SearchParams, link: PageLink | null): string | null {
  if (!link) return null;
  const { offset, cursor } = link;
  return toHref(path, { ...listFilters(params), ...(offset > 0 && { offset: String(offset), cursor }) });
}

function toHref(path: string, params: Record<string, string | string[] | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of [value ?? []].flat()) if (one !== "") query.append(key, one);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** A URL is typed, cut off and kept for years: what a parameter cannot mean is left out instead of being an error. */
export function readQuery<Schema extends z.ZodObject>(
  schema: Schema,
  params: SearchParams,
): z.output<Schema> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  return schema.parse(Object.fromEntries(Object.entries(params).filter(([key]) => !wrong.has(key))));
}

/** The one value of a parameter; of a repeated one the first. */
export function oneParam(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value || undefined;
}

/** `?tag=team=claims` or `?tag=team` as the filters of a list. */
export function readTag(value: string | undefined): { tagKeys?: string[]; tagValues?: string[] } {
  if (!value) return {};
  const at = value.indexOf("=");
  if (at < 0) return { tagKeys: [value] };
  return { tagKeys: [value.slice(0, at)], tagValues: [value.slice(at + 1)] };
}

/** The inverse of `readTag`. */
export function writeTag({ name, value }: { name: string; value: string }): string {
  return value === "" ? name : `${name}=${value}`;
}
