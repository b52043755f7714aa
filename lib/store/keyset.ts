import { LRUCache } from "lru-cache";
import { z } from "zod";
import { type Actor, isAdministrator } from "#lib/domain/actors";
import { AppError } from "#lib/domain/errors";
import { objectId } from "#lib/domain/ids";
import type { Page, PageLink, PageQuery } from "#lib/domain/paging";
import { database, Prisma, selectPrepared, selectRows } from "./database";
import { countReaching, type ListVisibility } from "./visibility";

/** One order a list may have; ties are broken by id. A cursor carries the value it sorts by as text. */
export interface ListOrder {
  expression: Prisma.Sql;
  toKey: Prisma.Sql;
  fromKey: (key: string) => Prisma.Sql;
  isKey: RegExp;
}

export interface ListSource {
  /** `"artifact" a` or the like; the alias is used by everything else. */
  from: Prisma.Sql;
  id: Prisma.Sql;
  /** What the list is narrowed to, beside visibility. */
  where: Prisma.Sql;
  visibility: ListVisibility;
  order: ListOrder;
  descending: boolean;
  /** The columns of an item. Only the rows of the page pay for them: skipped rows are passed over by id. */
  columns: Prisma.Sql;
  /** The best plan does not depend on the filter's values, so that it may be kept. */
  plannable: boolean;
  /** What makes two lists the same list; null for one that changes without an audit entry: nothing of it is remembered. */
  fingerprint: string | null;
}

interface Position {
  key: string;
  id: string;
}

interface Anchor extends Position {
  inclusive: boolean;
}

interface ListMemory {
  totalCount: number | null;
  seesMany: boolean | null;
  anchors: Map<number, Anchor>;
}

const cursorShape = z.tuple([z.enum(["after", "before"]), z.string(), objectId]);
type Cursor = z.infer<typeof cursorShape>;

const position = z.object({ id: z.string(), key: z.string() });

/**
 * What lists remember for as long as nothing changes. The key holds the organization's audit sequence, which every
 * change moves in its own transaction, so an entry is exact or it is not found. It spares the count, which grows with
 * the registry, and turns a deep `offset` into a step from a known row.
 */
const memories = new LRUCache<string, ListMemory>({ max: 2000 });
const maxAnchors = 5000;

function memoryOf(actor: Actor, fingerprint: string | null): ListMemory {
  if (fingerprint === null) return { totalCount: null, seesMany: null, anchors: new Map() };
  const viewer = isAdministrator(actor) ? "all" : actor.principals.join();
  const key = [actor.organizationId, actor.epoch, viewer, fingerprint].join("|");
  const known = memories.get(key) ?? { totalCount: null, seesMany: null, anchors: new Map() };
  memories.set(key, known);
  return known;
}

/** One page of rows (each with `id`, its cursor `key` and the source's columns), the total, and the ways on. */
export async function listRows(actor: Actor, source: ListSource, query: PageQuery): Promise<Page<unknown>> {
  const memory = memoryOf(actor, source.fingerprint);
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor, source.order);
  const seesMany = await hasManyGrants(actor, memory);
  const where = Prisma.sql`${source.where} AND ${seesMany ? source.visibility.ofMany : source.visibility.ofFew}`;
  const [rows, totalCount] = await Promise.all([
    selectPage({ ...source, where }, query, cursor, memory),
    countAll(source, memory),
  ]);
  const [first, last] = [readPosition(rows[0]), readPosition(rows.at(-1))];
  if (cursor === null && first && last && memory.anchors.size < maxAnchors) {
    memory.anchors.set(query.offset, { key: first.key, id: first.id, inclusive: true });
    memory.anchors.set(query.offset + rows.length, { key: last.key, id: last.id, inclusive: false });
  }
  const { offset, limit } = query;
  const more = offset + rows.length < totalCount;
  return {
    items: rows,
    totalCount,
    offset,
    next:
      more && last
        ? { offset: offset + limit, limit, cursor: writeCursor(["after", last.key, last.id]) }
        : null,
    previous: previousLink(query, first),
  };
}

function readPosition(row: unknown): Position | undefined {
  return row === undefined ? undefined : position.parse(row);
}

function previousLink({ offset, limit }: PageQuery, first: Position | undefined): PageLink | null {
  if (offset === 0) return null;
  const cursor = first && offset >= limit ? writeCursor(["before", first.key, first.id]) : undefined;
  return { offset: Math.max(0, offset - limit), limit, cursor };
}

async function selectPage(source: ListSource, query: PageQuery, cursor: Cursor | null, memory: ListMemory) {
  if (cursor) {
    const [direction, key, id] = cursor;
    const backwards = direction === "before";
    const rows = await selectFrom(source, { key, id, inclusive: false }, backwards, query.limit, 0);
    return backwards ? rows.reverse() : rows;
  }
  const [start, anchor] = nearestAnchor(memory, query.offset);
  return selectFrom(source, anchor, false, query.limit, query.offset - start);
}

function nearestAnchor(memory: ListMemory, offset: number): [number, Anchor | null] {
  const exact = memory.anchors.get(offset);
  if (exact || offset === 0) return [offset, exact ?? null];
  let best = 0;
  for (const known of memory.anchors.keys()) if (known <= offset && known > best) best = known;
  return [best, memory.anchors.get(best) ?? null];
}

async function selectFrom(
  source: ListSource,
  start: Anchor | null,
  backwards: boolean,
  limit: number,
  skip: number,
) {
  const { from, id, where, order } = source;
  const descending = source.descending !== backwards;
  const direction = Prisma.raw(descending ? "DESC" : "ASC");
  const compare = Prisma.raw(`${descending ? "<" : ">"}${start?.inclusive ? "=" : ""}`);
  const onward = start
    ? Prisma.sql`AND (${order.expression}, ${id}) ${compare} (${order.fromKey(start.key)}, ${start.id})`
    : Prisma.empty;
  const sorted = Prisma.sql`ORDER BY ${order.expression} ${direction}, ${id} ${direction}`;
  const select = source.plannable ? selectPrepared : selectRows;
  return select(
    database,
    Prisma.sql`WITH page AS MATERIALIZED (
        SELECT ${id} AS "page_id" FROM ${from} WHERE ${where} ${onward} ${sorted} LIMIT ${limit} OFFSET ${skip})
      SELECT ${order.toKey} AS "key", ${source.columns} FROM page JOIN ${from} ON ${id} = page."page_id" ${sorted}`,
  );
}

/** Few grants are quickest to start from; many are quicker to ask for row by row. */
const manyGrants = 200;

/** Whether somebody sees much enough for conditions of `ofMany`; remembered while nothing changes. */
export function seesMany(actor: Actor): Promise<boolean> {
  return hasManyGrants(actor, memoryOf(actor, "search"));
}

async function hasManyGrants(actor: Actor, memory: ListMemory): Promise<boolean> {
  memory.seesMany ??=
    isAdministrator(actor) || (await selectCount(countReaching(actor, manyGrants))) === manyGrants;
  return memory.seesMany;
}

async function countAll({ from, where, visibility }: ListSource, memory: ListMemory): Promise<number> {
  memory.totalCount ??= await selectCount(
    Prisma.sql`SELECT count(*)::int AS "count" FROM ${from} WHERE ${where} AND ${visibility.counted}`,
  );
  return memory.totalCount;
}

async function selectCount(query: Prisma.Sql): Promise<number> {
  const [row] = await selectRows(database, query);
  return z.object({ count: z.int() }).parse(row).count;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

function readCursor(text: string, order: ListOrder): Cursor {
  const issues = [
    { path: "cursor", message: "Not a cursor of this list; start again without it", code: "invalid" },
  ];
  try {
    const cursor = cursorShape.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    if (!order.isKey.test(cursor[1])) throw new TypeError("A cursor of another order");
    return cursor;
  } catch (cause) {
    throw new AppError("invalid", "cursor: Not a cursor of this list", { issues, cause });
  }
}
