import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { env } from "#lib/env";
import { updateArtifact } from "#lib/operations/artifacts";
import { runOperation } from "#lib/operations/operation";
import { actorOf, makeOrganization, type TestOrganization } from "#lib/testing/actors";
import { callerOf, makeArtifact } from "#lib/testing/factories";
import { verifyAuditChains } from "./audit";
import { database } from "./database";

/** Somebody with a database client and every right in it. */
let sql: pg.Client;
let organization: TestOrganization;
beforeAll(async () => {
  sql = new pg.Client({ connectionString: env.DATABASE_URL });
  await sql.connect();
});
afterAll(() => sql.end());
beforeEach(async () => {
  organization = await makeOrganization();
});

const asAdministrator = async () => callerOf(await actorOf(organization.administrator));
const refused = (statement: string, values: unknown[] = []) =>
  expect(sql.query(statement, values), statement).rejects.toMatchObject({
    code: expect.stringMatching(/^PL00[12]$/),
  });

describe("a locked artifact", () => {
  test("is changed or deleted by no SQL", async () => {
    const { id } = await makeArtifact(await actorOf(organization.administrator), { status: "locked" });
    for (const change of [
      `"name" = 'x'`,
      `"description" = 'x'`,
      `"spec" = '{}'`,
      `"status" = 'draft', "version" = NULL`,
      `"version" = 7`,
      `"revision" = 7`,
      `"spec_digest" = ''`,
      `"deleted_at" = now()`,
      `"updated_at" = now()`,
    ])
      await refused(`UPDATE "artifact" SET ${change} WHERE "id" = $1`, [id]);
    await refused(`DELETE FROM "artifact" WHERE "id" = $1`, [id]);
    await refused(`TRUNCATE "artifact" CASCADE`);
  });

  test("is hidden only together with its repository, and then as it is", async () => {
    const { id, repositoryId } = await makeArtifact(await actorOf(organization.administrator), {
      status: "locked",
    });
    await sql.query(`UPDATE "repository" SET "deleted_at" = now() WHERE "id" = $1`, [repositoryId]);
    await refused(`UPDATE "artifact" SET "deleted_at" = now(), "name" = 'x' WHERE "id" = $1`, [id]);
    await refused(`UPDATE "artifact" SET "deleted_at" = now(), "spec" = '{}' WHERE "id" = $1`, [id]);
    await sql.query(`UPDATE "artifact" SET "deleted_at" = now() WHERE "id" = $1`, [id]);
    await refused(`UPDATE "artifact" SET "deleted_at" = NULL WHERE "id" = $1`, [id]);
  });

  test("has a version, a digest and a time, or is none", async () => {
    const { id } = await makeArtifact(await actorOf(organization.administrator));
    await expect(
      sql.query(`UPDATE "artifact" SET "status" = 'locked' WHERE "id" = $1`, [id]),
    ).rejects.toMatchObject({
      constraint: "artifact_version_when_locked",
    });
  });
});

describe("what a locked artifact runs", () => {
  test("is changed, dropped or added to by no SQL", async () => {
    const { id } = await makeArtifact(await actorOf(organization.administrator), { status: "locked" });
    await refused(`UPDATE "image_pin" SET "digest" = 'x', "problem" = NULL WHERE "artifact_id" = $1`, [id]);
    await refused(`DELETE FROM "image_pin" WHERE "artifact_id" = $1`, [id]);
    await refused(
      `INSERT INTO "image_pin" SELECT "artifact_id", 'other', 'other', 'other', 'x', NULL, now()
         FROM "image_pin" WHERE "artifact_id" = $1`,
      [id],
    );
    await refused(`TRUNCATE "image_pin"`);
  });
});

describe("the audit chain", () => {
  const last = async () => {
    const { rows } = await sql.query(`SELECT "sequence" FROM "audit_head" WHERE "organization_id" = $1`, [
      organization.id,
    ]);
    return Number(rows[0].sequence);
  };
  const faults = async () => {
    const { faults: all } = await verifyAuditChains(database);
    return all.filter(({ organizationId }) => organizationId === organization.id);
  };
  /** What the triggers prevent, done by somebody who may switch them off. */
  const tamper = async (statement: string, ...values: unknown[]) => {
    await sql.query("BEGIN");
    await sql.query("SET LOCAL session_replication_role = replica");
    await sql.query(statement, [organization.id, ...values]);
    await sql.query("COMMIT");
  };
  const entries = `"audit_entry" WHERE "organization_id" = $1 AND "sequence" = $2`;

  beforeEach(async () => {
    const actor = await actorOf(organization.administrator);
    const { id } = await makeArtifact(actor);
    for (const name of ["a", "b", "c"])
      await runOperation(updateArtifact, callerOf(actor), { id, patch: { name } });
  });

  test("fits as it is written, masks credentials, and is changed by no SQL", async () => {
    const containers = [
      {
        imageUri: "i:1",
        port: 8080,
        environmentVars: [{ name: "DB_PASSWORD", value: "hunter2" }],
      },
    ];
    await makeArtifact(await actorOf(organization.administrator), {
      spec: { containerGroups: [{ containers }] },
    });
    expect(await faults()).toEqual([]);
    const { rows } = await sql.query(
      `SELECT "changes"::text FROM "audit_entry" WHERE "organization_id" = $1`,
      [organization.id],
    );
    expect(JSON.stringify(rows)).not.toContain("hunter2");
    await refused(`UPDATE "audit_entry" SET "actor_name" = 'x' WHERE "organization_id" = $1`, [
      organization.id,
    ]);
    await refused(`DELETE FROM "audit_entry" WHERE "organization_id" = $1`, [organization.id]);
    await refused(`TRUNCATE "audit_entry"`);
    await refused(`UPDATE "audit_head" SET "sequence" = 0 WHERE "organization_id" = $1`, [organization.id]);
    await refused(`DELETE FROM "audit_head" WHERE "organization_id" = $1`, [organization.id]);
  });

  test.each([
    `"actor_name" = 'somebody else'`,
    `"changes" = '[]'`,
    `"created_at" = "created_at" - interval '1 day'`,
    `"object_id" = '000000000000000000000000'`,
    `"hash" = repeat('0', 64)`,
  ])("names the row where %s was set with the triggers off", async (change) => {
    await tamper(`UPDATE "audit_entry" SET ${change} WHERE "organization_id" = $1 AND "sequence" = $2`, 3);
    expect(await faults()).toMatchObject([{ sequence: "3", reason: "its content was changed" }]);
  });

  test("names a row that is missing in the middle, at the end, and at the start", async () => {
    const end = await last();
    await tamper(`DELETE FROM ${entries}`, end);
    expect(await faults()).toMatchObject([{ sequence: String(end), reason: "rows are missing at the end" }]);
    await tamper(`DELETE FROM ${entries}`, 2);
    expect(await faults()).toMatchObject([{ sequence: "2", reason: "the row is missing" }]);
    await tamper(`DELETE FROM ${entries}`, 1);
    expect(await faults()).toMatchObject([{ sequence: "1", reason: "the row is missing" }]);
  });

  test("is noticed to be cut even when its head is put back along with it", async () => {
    const end = await last();
    await tamper(`DELETE FROM ${entries}`, end);
    await tamper(
      `UPDATE "audit_head" h SET "sequence" = $2, "hash" = repeat('a', 64) WHERE "organization_id" = $1`,
      end - 1,
    );
    expect(await faults()).toMatchObject([
      { sequence: String(end - 1), reason: "the head does not match the last row" },
    ]);
  });

  test("keeps one order under many writers at once", async () => {
    const actor = await actorOf(organization.administrator);
    const before = await last();
    await Promise.all(Array.from({ length: 20 }, () => makeArtifact(actor)));
    expect(await last()).toBe(before + 40);
    expect(await faults()).toEqual([]);
  });

  test("says nothing of a change that was rolled back", async () => {
    const before = await last();
    const { id } = await makeArtifact(await actorOf(organization.administrator), { status: "locked" });
    await expect(
      runOperation(updateArtifact, await asAdministrator(), { id, patch: { name: "x" } }),
    ).rejects.toThrow();
    expect(await last()).toBe(before + 3);
  });
});
