import { z } from "zod";
import { type Actor, isAdministrator } from "#lib/domain/actors";
import { type SearchHit, type SearchTerm, searchHit } from "#lib/domain/search";
import { database, Prisma, selectRows } from "./database";
import { seesMany } from "./keyset";
import {
  artifactVisibility,
  isVisible,
  repositorySubjects,
  repositoryVisibility,
  workloadVisibility,
} from "./visibility";

/** Trigrams find a word from three characters on; what is shorter is looked up as the beginning of a name. */
const leastWord = 3;

/** A noun whose things have ids, names, descriptions and tags. */
interface Noun {
  kind: "artifact" | "repository" | "workload";
  alias: Prisma.Sql;
  from: Prisma.Sql;
  columns: Prisma.Sql;
  /** Its organization's, not deleted, and seen by the searcher. */
  seen: Prisma.Sql;
}

/**
 * What may be meant by a term, as candidates to be ranked: of each way to be found only the first few, so that a term
 * that half of the registry matches costs no more than a rare one.
 */
export async function searchEverything(actor: Actor, term: SearchTerm, limit: number): Promise<SearchHit[]> {
  if (term.text === "") return [];
  const many = await seesMany(actor);
  const [repositories, artifacts] = [repositoryNoun(actor, many), artifactNoun(actor, many)];
  const workloads = workloadNoun(actor, many);
  const found = await Promise.all([
    ...[repositories, artifacts, workloads].flatMap((noun) => [
      selectHits(findByBeginning(noun, term, limit)),
      selectHits(findByTag(noun, term, limit)),
      selectHits(findByWords(noun, term)),
    ]),
    selectHits(findVersion(artifacts, repositories, term, limit)),
    isAdministrator(actor) ? selectHits(findPeople(actor, term, limit)) : [],
  ]);
  return found.flat();
}

async function selectHits(queries: Prisma.Sql[]): Promise<SearchHit[]> {
  if (queries.length === 0) return [];
  const each = queries.map((query) => Prisma.sql`(${query})`);
  return z.array(searchHit).parse(await selectRows(database, Prisma.join(each, " UNION ALL ")));
}

function repositoryNoun(actor: Actor, many: boolean): Noun {
  const { ofMany, ofFew } = repositoryVisibility(actor);
  return {
    kind: "repository",
    alias: Prisma.raw("r"),
    from: Prisma.sql`"repository" r`,
    columns: Prisma.sql`'repository' AS "kind", r."id", r."name", left(r."description", 200) AS "detail",
      NULLIF(r."last_version_number", 0) AS "version", NULL AS "status", NULL AS "repositoryName",
      NULL AS "specDigest", r."updated_at" AS "updatedAt"`,
    seen: Prisma.sql`r."organization_id" = ${actor.organizationId} AND r."deleted_at" IS NULL AND ${many ? ofMany : ofFew}`,
  };
}

function artifactNoun(actor: Actor, many: boolean): Noun {
  const { ofMany, ofFew } = artifactVisibility(actor);
  return {
    kind: "artifact",
    alias: Prisma.raw("a"),
    from: Prisma.sql`"artifact" a`,
    columns: Prisma.sql`'artifact' AS "kind", a."id", a."name", left(a."description", 200) AS "detail", a."version",
      a."status"::text AS "status",
      (SELECT r."name" FROM "repository" r WHERE r."id" = a."repository_id" AND ${isVisible(actor, repositorySubjects)}) AS "repositoryName",
      a."spec_digest" AS "specDigest", a."updated_at" AS "updatedAt"`,
    seen: Prisma.sql`a."organization_id" = ${actor.organizationId} AND a."deleted_at" IS NULL AND ${many ? ofMany : ofFew}`,
  };
}

function workloadNoun(actor: Actor, many: boolean): Noun {
  const { ofMany, ofFew } = workloadVisibility(actor);
  return {
    kind: "workload",
    alias: Prisma.raw("w"),
    from: Prisma.sql`"workload" w`,
    columns: Prisma.sql`'workload' AS "kind", w."id", w."name", left(w."description", 200) AS "detail",
      NULL::int AS "version", NULL AS "status", NULL AS "repositoryName", NULL AS "specDigest",
      w."updated_at" AS "updatedAt"`,
    seen: Prisma.sql`w."organization_id" = ${actor.organizationId} AND w."deleted_at" IS NULL AND ${many ? ofMany : ofFew}`,
  };
}

const noTag = Prisma.sql`NULL AS "tag"`;

function select({ columns, from, seen }: Noun, condition: Prisma.Sql, order: Prisma.Sql, limit: number) {
  return Prisma.sql`SELECT ${columns}, ${noTag} FROM ${from} WHERE ${seen} AND ${condition} ${order} LIMIT ${limit}`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** Written as the index of beginnings has it. */
function nameOf({ alias }: Noun): Prisma.Sql {
  return Prisma.sql`lower(left(${alias}."name", 500))`;
}

function beginsWith(noun: Noun, text: string): Prisma.Sql {
  return Prisma.sql`${nameOf(noun)} LIKE ${`${escapePattern(text)}%`}`;
}

/** Ids, digests and names that begin with the term, each by an index that hands them out in order. */
function findByBeginning(noun: Noun, term: SearchTerm, limit: number): Prisma.Sql[] {
  const { kind, alias } = noun;
  const byName = Prisma.sql`ORDER BY ${nameOf(noun)} USING ~<~`;
  const queries = [select(noun, beginsWith(noun, term.text), byName, limit)];
  if (term.id !== null)
    queries.push(select(noun, Prisma.sql`${alias}."id" LIKE ${`${term.id}%`}`, Prisma.empty, limit));
  if (term.digest !== null && kind === "artifact") {
    const { start, end } = term.digest;
    queries.push(
      select(
        noun,
        Prisma.sql`a."spec_digest" LIKE ${`${start}%`} AND a."spec_digest" LIKE ${`%${end}`}`,
        Prisma.empty,
        limit,
      ),
    );
  }
  return queries;
}

/** Enough of the last changed that those in which a word begins are usually among them. */
const mostParts = 100;

/** All words somewhere in name, description or id, the last changed first. */
function findByWords(noun: Noun, { words }: SearchTerm): Prisma.Sql[] {
  if (!words.some((word) => word.length >= leastWord)) return [];
  const recent = Prisma.sql`ORDER BY ${noun.alias}."updated_at" DESC`;
  return [select(noun, containsAll(noun, words), recent, mostParts)];
}

/** Written as the trigram index has it. */
function searchedText({ alias }: Noun): Prisma.Sql {
  return Prisma.sql`(${alias}."name" || E'\\x1f' || ${alias}."description" || E'\\x1f' || ${alias}."id")`;
}

function containsAll(noun: Noun, words: readonly string[]): Prisma.Sql {
  const each = words.map((word) => Prisma.sql`${searchedText(noun)} ILIKE ${`%${escapePattern(word)}%`}`);
  return Prisma.join(each, " AND ");
}

/** Things with a tag that begins with the term: `team=cla`, `team`, or the value alone. */
function findByTag({ kind, alias, columns, from, seen }: Noun, { text }: SearchTerm, limit: number) {
  const owner = Prisma.raw(`"${kind}_id"`);
  const pattern = `${escapePattern(text)}%`;
  const tagged = (condition: Prisma.Sql) => Prisma.sql`
    SELECT ${columns}, t."name" || CASE WHEN t."value" = '' THEN '' ELSE '=' || t."value" END AS "tag"
    FROM "tag" t JOIN ${from} ON ${alias}."id" = t.${owner} WHERE ${condition} AND ${seen} LIMIT ${limit}`;
  return [
    tagged(Prisma.sql`lower(t."name" || '=' || t."value") LIKE ${pattern}`),
    tagged(Prisma.sql`lower(t."value") LIKE ${pattern}`),
  ];
}

/** The version asked for of repositories, and among artifacts, whose names begin with the rest or have it in them. */
function findVersion(
  artifacts: Noun,
  repositories: Noun,
  { version }: SearchTerm,
  limit: number,
): Prisma.Sql[] {
  if (version === null) return [];
  const { text, number } = version;
  const named = [
    Prisma.sql`${beginsWith(repositories, text)} ORDER BY ${nameOf(repositories)} USING ~<~`,
    Prisma.sql`${containsAll(repositories, text.split(" "))} ORDER BY r."updated_at" DESC`,
  ];
  const ofRepositories = named.map(
    (condition) => Prisma.sql`SELECT ${artifacts.columns}, ${noTag}
      FROM (SELECT r."id" FROM ${repositories.from} WHERE ${repositories.seen} AND ${condition} LIMIT ${mostParts}) named
      JOIN ${artifacts.from} ON a."repository_id" = named."id" WHERE a."version" = ${number} AND ${artifacts.seen} LIMIT ${limit}`,
  );
  const own = Prisma.sql`a."version" = ${number} AND ${beginsWith(artifacts, text)}`;
  return [
    ...ofRepositories,
    select(artifacts, own, Prisma.sql`ORDER BY ${nameOf(artifacts)} USING ~<~`, limit),
  ];
}

function findPeople({ organizationId }: Actor, { text }: SearchTerm, limit: number): Prisma.Sql[] {
  const pattern = `%${escapePattern(text)}%`;
  const none = Prisma.sql`NULL::int AS "version", NULL AS "status", NULL AS "repositoryName", NULL AS "specDigest",
    NULL::timestamptz AS "updatedAt", NULL AS "tag"`;
  return [
    Prisma.sql`SELECT 'person' AS "kind", u."id", u."name", u."email" AS "detail", ${none} FROM "user" u
      WHERE u."organization_id" = ${organizationId} AND (u."name" ILIKE ${pattern} OR u."email" ILIKE ${pattern} OR u."id" = ${text})
      ORDER BY u."deactivated_at" NULLS FIRST, u."name" LIMIT ${limit}`,
    Prisma.sql`SELECT 'group' AS "kind", g."id", g."name", '' AS "detail", ${none} FROM "group" g
      WHERE g."organization_id" = ${organizationId} AND (g."name" ILIKE ${pattern} OR g."id" = ${text})
      ORDER BY g."name" LIMIT ${limit}`,
  ];
}
