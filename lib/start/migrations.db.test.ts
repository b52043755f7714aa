import { resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { listKnownMigrations, migrate, readMigrationState } from "./migrations";

const project = resolve(import.meta.dirname, "../..");
const name = `migrations_${process.pid}`;
const url = new URL(inject("templateUrl"));
url.pathname = `/${name}`;

async function inDatabase<Result>(
  database: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const address = new URL(url);
  address.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const reports: string[] = [];
const migrateIt = () => migrate(project, url.href, (text) => reports.push(text));

beforeAll(() => inDatabase("postgres", (client) => client.query(`CREATE DATABASE ${name}`)));
afterAll(() => inDatabase("postgres", (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)));

test("an empty database is migrated, by two starts at once only once, and then left alone", async () => {
  await Promise.all([migrateIt(), migrateIt()]);
  expect(reports).toHaveLength(1);
  expect(await inDatabase(name, (client) => readMigrationState(project, client))).toEqual({
    kind: "current",
    names: [],
  });
  const before = Date.now();
  await migrateIt();
  expect(Date.now() - before).toBeLessThan(1_000);
});

test("a database newer than the code is refused", async () => {
  await inDatabase(name, (client) =>
    client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at) VALUES ('x', 'x', '99990101000000_later', now(), now())",
    ),
  );
  await expect(migrateIt()).rejects.toThrow(
    /newer than this version of Plimsoll: it holds 99990101000000_later/,
  );
  await inDatabase(name, (client) => client.query("DELETE FROM _prisma_migrations WHERE id = 'x'"));
});

test("a migration that stopped half way is named", async () => {
  await inDatabase(name, (client) => client.query("UPDATE _prisma_migrations SET finished_at = NULL"));
  await expect(migrateIt()).rejects.toThrow(listKnownMigrations(project)[0]);
});

test("a database that cannot be reached is named without its password", async () => {
  const attempt = migrate(project, "postgresql://me:s3cret@127.0.0.1:1/none", () => undefined);
  await expect(attempt).rejects.toThrow(/127\.0\.0\.1:1\/none/);
  await expect(attempt).rejects.not.toThrow(/s3cret/);
});
