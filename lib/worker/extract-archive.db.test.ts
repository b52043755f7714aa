import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { sourceGrace } from "#lib/domain/sources";
import { env } from "#lib/env";
import { hasBlob } from "#lib/sources/blobs";
import { database } from "#lib/store/database";
import { takeExtraction } from "#lib/store/extractions";
import { actorOf, makeOrganization, type TestOrganization } from "#lib/testing/actors";
import { makeArtifact, makeContainer } from "#lib/testing/factories";
import { serveApi } from "#lib/testing/server";
import { makeSources, type TestSources } from "#lib/testing/sources";
import { type ZipEntry, zipOf } from "#lib/testing/zip";
import { collectSources } from "./collect-sources";
import { extractArchive } from "./extract-archive";
import { reconcileExtractions } from "./source-upkeep";

const api = serveApi();
let organization: TestOrganization;
let sources: TestSources;
beforeEach(async () => {
  organization = await makeOrganization();
  sources = makeSources(api, organization.administrator.token);
});

const made = z.object({ catalogId: z.string(), catalogVersionId: z.string(), statusId: z.string() });

/** Uploads an archive, to a new catalog or one that is there. */
async function uploadZip(archive: Buffer, catalogId?: string) {
  const place = catalogId === undefined ? "" : `${catalogId}/`;
  const query = "?useArchiveContents=true&overwrite=REPLACE";
  const reply = await sources.upload(`${place}fromFile/${query}`, "artifact-push.zip", archive);
  expect(reply.status, reply.text).toBe(201);
  return made.parse(reply.json);
}

const statusOf = async (id: string) => (await sources.call("GET", `/api/v2/status/${id}/`)).json;

/** The jobs that wait for a worker. */
const waitingJobs = async (extractionId: string) => {
  const rows = await database.$queryRaw<unknown[]>`SELECT "id" FROM "pgboss"."job"
    WHERE "name" = 'unpack-archive' AND "state" = 'created' AND "data"->>'extractionId' = ${extractionId}`;
  return rows.length;
};

describe("an archive", () => {
  test("becomes a version with its files and their modes, under the id that was promised", async () => {
    const entries = [
      { name: "app/", mode: 0o040755 },
      { name: "app/run.sh", content: "#!/bin/sh", mode: 0o100755 },
      { name: "žluť.txt", content: "text" },
      { name: "empty" },
    ];
    const { catalogId, catalogVersionId, statusId } = await uploadZip(zipOf(entries));
    expect(await statusOf(statusId)).toMatchObject({ status: "INITIALIZED" });
    expect((await sources.call("GET", `${catalogId}/versions/${catalogVersionId}/allFiles/`)).status).toBe(
      409,
    );
    expect(await extractArchive(statusId)).toBe(true);
    expect(await statusOf(statusId)).toEqual({ statusId, status: "COMPLETED", message: "" });
    expect((await sources.list(catalogId, catalogVersionId)).data).toMatchObject([
      { fileName: "app/run.sh", fileMode: 0o755, fileSize: 9 },
      { fileName: "empty", fileMode: 0o644, fileSize: 0 },
      { fileName: "žluť.txt", fileMode: 0o644, fileSize: 4 },
    ]);
    expect(await extractArchive(statusId)).toBe(false);
  });

  test("is merged onto the latest version, and a mode that a later upload does not say is kept", async () => {
    const { catalogId } = await sources.createCatalog();
    await sources.push(catalogId, { a: "1", b: "1" });
    const { statusId } = await uploadZip(zipOf([{ name: "b", content: "2", mode: 0o100755 }]), catalogId);
    await extractArchive(statusId);
    expect(await sources.names(catalogId)).toEqual(["a", "b"]);
    await sources.push(catalogId, { b: "3" });
    expect((await sources.list(catalogId)).data[1]).toMatchObject({ fileName: "b", fileMode: 0o755 });
  });

  test("that a killed process had in hand is taken up again when it has not been heard of", async () => {
    const { catalogId, statusId } = await uploadZip(zipOf([{ name: "a", content: "1" }]));
    expect(await takeExtraction(new Date(), statusId)).not.toBeNull();
    expect(await extractArchive(statusId)).toBe(false);
    await database.extraction.update({ where: { id: statusId }, data: { heartbeatAt: new Date(0) } });
    expect(await extractArchive(statusId)).toBe(true);
    expect(await sources.names(catalogId)).toEqual(["a"]);
  });

  test("comes with a job, and gets another when its worker is not heard of", async () => {
    const { statusId } = await uploadZip(zipOf([{ name: "a", content: "1" }]));
    expect(await waitingJobs(statusId)).toBe(1);
    await database.$executeRaw`UPDATE "pgboss"."job" SET "state" = 'failed' WHERE "data"->>'extractionId' = ${statusId}`;
    await reconcileExtractions();
    expect(await waitingJobs(statusId)).toBe(0);
    await takeExtraction(new Date(), statusId);
    await database.extraction.update({ where: { id: statusId }, data: { heartbeatAt: new Date(0) } });
    await reconcileExtractions();
    await reconcileExtractions();
    expect(await waitingJobs(statusId)).toBe(1);
  });

  test("that kills whoever opens it ends in an error", async () => {
    const { statusId } = await uploadZip(zipOf([{ name: "a", content: "1" }]));
    await database.extraction.update({ where: { id: statusId }, data: { attempts: 3 } });
    await extractArchive(statusId);
    expect(await statusOf(statusId)).toMatchObject({
      status: "ERROR",
      message: expect.stringContaining("three times"),
    });
  });
});

describe("a hostile archive", () => {
  const file = (name: string | Buffer, more: Partial<ZipEntry> = {}): ZipEntry => ({
    name,
    content: "x",
    ...more,
  });
  const good = zipOf([file("a", { content: "content ".repeat(100) }), file("b")]);
  const many = Array.from({ length: 100_001 }, (_, index) => file(`f/${index}`, { content: "" }));
  const cases: [what: string, archive: () => Buffer, reason: string][] = [
    ["leads out of its folder", () => zipOf([file("../../etc/passwd")]), "leads out of its folder"],
    [
      "leads out by a folder",
      () => zipOf([file("a/../../b/", { mode: 0o040755 })]),
      "leads out of its folder",
    ],
    ["is absolute", () => zipOf([file("/etc/passwd")]), "is absolute"],
    ["has backslashes", () => zipOf([file("a\\..\\b")]), "holds a backslash"],
    ["has control characters", () => zipOf([file("a\u0007b")]), "holds a control character"],
    ["has a name that turns text around", () => zipOf([file("a\u202etxt.sh")]), "holds a control character"],
    [
      "has a symbolic link",
      () => zipOf([file("l", { content: "/etc", mode: 0o120777 })]),
      "is a symbolic link",
    ],
    ["has a device", () => zipOf([file("d", { mode: 0o020666 })]), "is a device"],
    ["names a file twice", () => zipOf([file("a"), file("./a")]), "is in the archive twice"],
    ["has a file in a file", () => zipOf([file("a"), file("a/b")]), "is a file, so"],
    ["is encrypted", () => zipOf([file("a", { claims: { flags: 0x801 } })]), "is encrypted"],
    [
      "expands a thousand times",
      () => zipOf([file("a", { content: Buffer.alloc(16_000_000) })]),
      "100 times its size",
    ],
    [
      "says less than it unpacks to",
      () => zipOf([file("a", { content: Buffer.alloc(9_000), claims: { size: 9 } })]),
      "cannot be unpacked",
    ],
    ["says more than it unpacks to", () => zipOf([file("a", { claims: { size: 9 } })]), "cannot be unpacked"],
    ["has a wrong checksum", () => zipOf([file("a"), file("b", { claims: { crc: 1 } })]), "its checksum"],
    ["is truncated at its end", () => good.subarray(0, -30), "not a whole zip archive"],
    ["is truncated at its start", () => good.subarray(40), "not a whole zip archive"],
    ["is no archive", () => Buffer.from("nothing of the kind"), "not a whole zip archive"],
    ["has 100,001 files", () => zipOf(many), "at most 100000 files"],
  ];

  test.each(cases)(
    "that %s ends in an error that says so, and makes no version",
    async (_what, archive, reason) => {
      const { catalogId } = await sources.createCatalog();
      await sources.push(catalogId, { kept: "1" });
      const { catalogVersionId, statusId } = await uploadZip(archive(), catalogId);
      await extractArchive(statusId);
      expect(await statusOf(statusId)).toMatchObject({
        status: "ERROR",
        message: expect.stringContaining(reason),
      });
      expect(await sources.names(catalogId)).toEqual(["kept"]);
      expect((await sources.call("GET", `${catalogId}/versions/${catalogVersionId}/allFiles/`)).status).toBe(
        404,
      );
      expect(await database.stage.count({ where: { catalogId, files: { some: {} } } })).toBe(1);
    },
    60_000,
  );
});

describe("collecting", () => {
  const later = (milliseconds: number) => new Date(Date.now() + milliseconds + 60_000);
  const digestOf = async (catalogId: string, name: string) =>
    (await sources.list(catalogId)).data.find(({ fileName }) => fileName === name)?.fileChecksum ?? "";

  test("takes what nothing names once the grace is over, and nothing before", async () => {
    const { catalogId } = await sources.createCatalog();
    const stageId = await sources.createStage(catalogId);
    const { json } = await sources.stageFile(catalogId, stageId, "a", `never a version ${catalogId}`);
    const { fileChecksum } = z.object({ fileChecksum: z.string() }).parse(json);
    await collectSources(later(sourceGrace.blob / 2));
    expect(await hasBlob(fileChecksum)).toBe(true);
    await collectSources(later(sourceGrace.blob));
    expect(await hasBlob(fileChecksum)).toBe(false);
    await sources.push(catalogId, { a: `never a version ${catalogId}` });
    expect(await hasBlob(fileChecksum)).toBe(true);
  });

  test("never takes what an artifact names, nor older versions of it; takes the rest with its catalog", async () => {
    const named = await sources.createCatalog();
    const { catalogVersionId } = await sources.push(named.catalogId, { a: `old ${named.catalogId}` });
    const old = await digestOf(named.catalogId, "a");
    await sources.push(named.catalogId, { a: `new ${named.catalogId}` });
    const forgotten = await sources.createCatalog();
    await sources.push(forgotten.catalogId, { a: `forgotten ${forgotten.catalogId}` });
    const gone = await digestOf(forgotten.catalogId, "a");
    const codeRef = { datarobot: { catalogId: named.catalogId, catalogVersionId } };
    const { id } = await makeArtifact(await actorOf(organization.administrator), {
      spec: {
        containerGroups: [{ containers: [makeContainer({ imageUri: null, imageBuildConfig: { codeRef } })] }],
      },
    });
    await collectSources(later(sourceGrace.catalog));
    expect([await hasBlob(old), await hasBlob(gone)]).toEqual([true, false]);
    expect((await sources.read(named.catalogId, catalogVersionId, "a")).text).toBe(`old ${named.catalogId}`);
    expect((await sources.call("GET", `${forgotten.catalogId}/allFiles/`)).status).toBe(404);
    await sources.call("DELETE", `/api/v2/artifacts/${id}/`);
    await collectSources(later(sourceGrace.catalog));
    expect(await hasBlob(old)).toBe(false);
  });

  test("an archive is done with when it is unpacked", async () => {
    const archive = zipOf([{ name: "a", content: `unpacked ${organization.id}` }]);
    const { statusId } = await uploadZip(archive);
    const { archiveSha256 } = await database.extraction.findUniqueOrThrow({ where: { id: statusId } });
    await extractArchive(statusId);
    await collectSources(later(sourceGrace.blob));
    expect(await hasBlob(archiveSha256 ?? "")).toBe(false);
  });

  test("nothing half is left where files come in", async () => {
    expect(await readdir(join(env.PLIMSOLL_HOME, "sources", "incoming"))).toEqual([]);
  });
});
