import { Prisma } from "./database";
import type { ListOrder } from "./keyset";

/** How queries call the tables whose lists are alike. */
type Alias = "a" | "r" | "w";

/** The column by which tags name their owner. */
const tagOwners: Record<Alias, string> = { a: `"artifact_id"`, r: `"repository_id"`, w: `"workload_id"` };

/** Orders that artifacts, repositories and workloads share, over the given alias. */
export function commonOrders(alias: Alias): Record<"name" | "createdAt" | "updatedAt", ListOrder> {
  const t = Prisma.raw(alias);
  const nameKey = Prisma.sql`lower(left(${t}."name", 500))`;
  return {
    name: {
      expression: nameKey,
      toKey: nameKey,
      fromKey: (key) => Prisma.sql`${key}`,
      isKey: /^[^\0]{0,2000}$/,
    },
    // Ids grow with time, so the order of making is the order of ids.
    createdAt: {
      expression: Prisma.sql`${t}."id"`,
      toKey: Prisma.sql`${t}."id"`,
      fromKey: (key) => Prisma.sql`${key}`,
      isKey: /^[0-9a-f]{24}$/,
    },
    updatedAt: {
      expression: Prisma.sql`${t}."updated_at"`,
      toKey: Prisma.sql`round(extract(epoch FROM ${t}."updated_at") * 1000)::bigint::text`,
      fromKey: (key) => Prisma.sql`to_timestamp(${key}::text::bigint / 1000.0)::timestamptz(3)`,
      isKey: /^\d{1,14}$/,
    },
  };
}

export interface CommonFilter {
  search?: string | undefined;
  createdBy?: string | undefined;
  ids?: string[] | undefined;
  type?: string | undefined;
  tagKeys?: string[] | undefined;
  tagValues?: string[] | undefined;
}

/** Conditions that they share; of a workload, `type` is not its own. */
export function commonConditions(alias: Alias, filter: CommonFilter): Prisma.Sql[] {
  const t = Prisma.raw(alias);
  const owner = Prisma.raw(tagOwners[alias]);
  const conditions: Prisma.Sql[] = [];
  if (filter.search) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(
      Prisma.sql`(${t}."name" || E'\\x1f' || ${t}."description" || E'\\x1f' || ${t}."id") ILIKE ${pattern}`,
    );
  }
  if (filter.createdBy) conditions.push(Prisma.sql`${t}."creator_id" = ${filter.createdBy}`);
  if (filter.ids) conditions.push(Prisma.sql`${t}."id" = ANY(${filter.ids}::text[])`);
  if (filter.type) conditions.push(Prisma.sql`${t}."type" = ${filter.type}::artifact_type`);
  if (filter.tagKeys || filter.tagValues) {
    const keys = filter.tagKeys ? Prisma.sql`AND tag."name" = ANY(${filter.tagKeys}::text[])` : Prisma.empty;
    const values = filter.tagValues
      ? Prisma.sql`AND tag."value" = ANY(${filter.tagValues}::text[])`
      : Prisma.empty;
    conditions.push(
      Prisma.sql`EXISTS (SELECT 1 FROM "tag" WHERE tag.${owner} = ${t}."id" ${keys} ${values})`,
    );
  }
  return conditions;
}

/** The tags of a row as JSON, `[]` when it has none. */
export function tagsOf(alias: Alias): Prisma.Sql {
  const t = Prisma.raw(alias);
  const owner = Prisma.raw(tagOwners[alias]);
  return Prisma.sql`COALESCE((SELECT json_agg(json_build_object('id', tag."id", 'name', tag."name", 'value', tag."value") ORDER BY tag."name")
    FROM "tag" WHERE tag.${owner} = ${t}."id"), '[]'::json)`;
}

/** The maker of a row as JSON; people are never deleted. */
export function creatorOf(alias: Alias): Prisma.Sql {
  const t = Prisma.raw(alias);
  return Prisma.sql`(SELECT json_build_object('id', u."id", 'name', u."name", 'email', u."email") FROM "user" u WHERE u."id" = ${t}."creator_id")`;
}
