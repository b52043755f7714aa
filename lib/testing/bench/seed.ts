import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { parse } from "yaml";
import { z } from "zod";
import { artifactInput } from "#lib/domain/artifacts";
import { canonicalSpec } from "#lib/domain/canonical";
import { parseInput } from "#lib/domain/errors";
import { specFormat } from "#lib/domain/spec";

/** How much to seed: every repository has this many locked versions and three grants to groups. */
export interface SeedSize {
  repositories: number;
  versionsEach: number;
}

/** Who the seeded registry is seen by: a member who sees most of it through groups, and an artifact that it sees. */
export const seeded = z.object({
  organizationId: z.string(),
  memberToken: z.string(),
  artifactId: z.string(),
  /** Grants that reach the member through its groups. */
  memberGrants: z.int(),
});
export type Seeded = z.infer<typeof seeded>;

const groups = 20;
const memberGroups = 7;
const words = [
  "claims",
  "fraud",
  "llama",
  "policy",
  "greeter",
  "doc",
  "embed",
  "route",
  "score",
  "agent",
  "audit",
  "vision",
];

/** What the nth repository and its versions are called; SQL makes them the same way. */
const nameOf = (n: number) => `${words[n % words.length]}-${(n * 7919).toString(16)}`;

/** The name of one repository, which the member sees. No other name begins with it, however many there are. */
export const soughtName = nameOf(49);
/** What every twelfth name begins with. */
export const soughtWord = "claims";

/** Ids in ObjectId form that grow with `kind` and number, as SQL over a column `n`. */
function idOf(kind: string, column: string): string {
  return `'6${kind}000000' || lpad(to_hex(${column}), 16, '0')`;
}

function readSamples(): { type: string; spec: string; digest: string }[] {
  const folder = join(import.meta.dirname, "../samples/specs");
  const documents = readdirSync(folder).filter((name) => name !== "invalid.json");
  return documents.map((name) => {
    const { type, spec } = parseInput(artifactInput, parse(readFileSync(join(folder, name), "utf8")));
    const digest = createHash("sha256").update(canonicalSpec(spec)).digest("hex");
    return { type, spec: JSON.stringify(spec), digest };
  });
}

/** Fills an empty, migrated database. Rows are written by SQL alone: what is measured is reading them. */
export async function seedRegistry(url: string, { repositories, versionsEach }: SeedSize): Promise<Seeded> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const organizationId = await seedPeople(client);
    await seedArtifacts(client, organizationId, repositories, versionsEach);
    await client.query("VACUUM ANALYZE");
    const middle = Math.floor(repositories / 2);
    const { rows } = await client.query(
      `SELECT a."id" FROM "artifact" a JOIN "grant" g ON g."repository_id" = a."repository_id"
       JOIN "group_member" m ON m."group_id" = g."recipient_id" WHERE a."id" >= ${idOf("a", "$1::int")} ORDER BY a."id" LIMIT 1`,
      [middle * versionsEach],
    );
    const reach = await client.query(
      `SELECT count(*)::int AS "count" FROM "grant" g JOIN "group_member" m ON m."group_id" = g."recipient_id"`,
    );
    return seeded.parse({
      organizationId,
      memberToken: "bench-member",
      artifactId: rows[0]?.id,
      memberGrants: reach.rows[0]?.count,
    });
  } finally {
    await client.end();
  }
}

async function seedPeople(client: pg.Client): Promise<string> {
  const organizationId = "6f0000000000000000000001";
  await client.query(`INSERT INTO "organization" ("id", "name") VALUES ($1, 'Bench')`, [organizationId]);
  await client.query(`INSERT INTO "audit_head" VALUES ($1, 0, repeat('0', 64))`, [organizationId]);
  for (const [id, email, role] of [
    ["6e0000000000000000000001", "administrator", "administrator"],
    ["6e0000000000000000000002", "member", "member"],
  ]) {
    await client.query(
      `INSERT INTO "user" ("id", "organization_id", "name", "email", "role") VALUES ($1, $2, $3, $4, $5::user_role)`,
      [id, organizationId, email, `${email}@bench.test`, role],
    );
    const hash = createHash("sha256").update(`bench-${email}`).digest("hex");
    await client.query(
      `INSERT INTO "api_token" ("id", "user_id", "name", "hash", "prefix", "read_only", "last_used_at")
       VALUES ($1, $1, 'bench', $2, 'bench', false, now() + interval '1 hour')`,
      [id, hash],
    );
  }
  await client.query(
    `INSERT INTO "group" ("id", "organization_id", "name")
     SELECT ${idOf("d", "n")}, $1, 'team ' || n FROM generate_series(1, ${groups}) n`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO "group_member" SELECT ${idOf("d", "n")}, '6e0000000000000000000002' FROM generate_series(1, ${memberGroups}) n`,
  );
  return organizationId;
}

async function seedArtifacts(
  client: pg.Client,
  organizationId: string,
  repositories: number,
  versionsEach: number,
) {
  const samples = readSamples();
  const name = `(ARRAY['${words.join("','")}'])[1 + n % ${words.length}] || '-' || to_hex(n * 7919)`;
  await client.query(
    `INSERT INTO "repository" ("id", "organization_id", "name", "description", "type", "last_version_number", "num_artifacts",
       "creator_id", "created_at", "updated_at")
     SELECT ${idOf("b", "n")}, $1, ${name}, 'Seeded repository ' || n, ($2::text[])[1 + n % ${samples.length}]::artifact_type,
       ${versionsEach}, ${versionsEach}, '6e0000000000000000000001', now(), now() FROM generate_series(0, ${repositories - 1}) n`,
    [organizationId, samples.map((sample) => sample.type)],
  );
  await client.query(
    `INSERT INTO "artifact" ("id", "organization_id", "repository_id", "name", "description", "type", "status", "version",
       "spec", "spec_format", "spec_digest", "creator_id", "created_at", "updated_at", "locked_at")
     SELECT ${idOf("a", `n * ${versionsEach} + v`)}, $1, ${idOf("b", "n")}, ${name}, 'Seeded version ' || v,
       ($2::text[])[1 + n % ${samples.length}]::artifact_type, 'locked', v + 1, ($3::text[])[1 + n % ${samples.length}]::json,
       ${specFormat}, ($4::text[])[1 + n % ${samples.length}], '6e0000000000000000000001', now(),
       now() - (n * interval '1 second'), now()
     FROM generate_series(0, ${repositories - 1}) n, generate_series(0, ${versionsEach - 1}) v`,
    [
      organizationId,
      samples.map((sample) => sample.type),
      samples.map((sample) => sample.spec),
      samples.map((sample) => sample.digest),
    ],
  );
  await client.query(
    `INSERT INTO "grant" ("id", "organization_id", "repository_id", "recipient_type", "recipient_id", "role")
     SELECT ${idOf("c", "n * 3 + g")}, $1, ${idOf("b", "n")}, 'group', ${idOf("d", `1 + (n * 7 + g * 6) % ${groups}`)},
       (ARRAY['OWNER', 'USER', 'CONSUMER'])[1 + g]::grant_role
     FROM generate_series(0, ${repositories - 1}) n, generate_series(0, 2) g`,
    [organizationId],
  );
}
