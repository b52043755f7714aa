import { expect, test } from "vitest";
import { buildImage } from "#lib/jobs/builds";
import { sendJob } from "#lib/jobs/queue";
import { appendLogLines, readLogChunks, searchLog } from "#lib/store/build-logs";
import { claimBuild } from "#lib/store/build-work";
import { findBuild } from "#lib/store/builds";
import { database, inTransaction, Prisma, selectRows } from "#lib/store/database";
import { executorOf } from "#lib/store/jobs";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { makeBuild as makeWaitingBuild } from "#lib/testing/builds";
import { callerOf } from "#lib/testing/factories";
import { triggerBuilds } from "./builds";
import { runOperation } from "./operation";

async function makeBuild() {
  const { administrator } = await makeOrganization();
  const actor = await actorOf(administrator);
  return { caller: callerOf(actor), ...(await makeWaitingBuild(actor)) };
}

const countJobs = async (buildId: string) =>
  (
    await selectRows(
      database,
      Prisma.sql`SELECT 1 FROM pgboss.job WHERE name = 'build-image' AND data->>'buildId' = ${buildId}`,
    )
  ).length;

test("a job is there exactly if the transaction that asked for it commits, and once", async () => {
  const { buildId } = await makeBuild();
  expect(await countJobs(buildId)).toBe(1);
  await inTransaction((db) => sendJob(executorOf(db), buildImage, { buildId }));
  expect(await countJobs(buildId)).toBe(1);
  const lost = inTransaction(async (db) => {
    await sendJob(executorOf(db), buildImage, { buildId: "lost" });
    throw new Error("rolled back");
  });
  await expect(lost).rejects.toThrow("rolled back");
  expect(await countJobs("lost")).toBe(0);
});

test("of many workers one gets the build", async () => {
  const { buildId } = await makeBuild();
  const workers = Array.from({ length: 8 }, (_, index) => `worker ${index}`);
  const claims = await Promise.all(
    workers.map((worker) => claimBuild(database, buildId, worker, new Date())),
  );
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
});

test("a newer build supersedes the one that waits", async () => {
  const { caller, id, buildId } = await makeBuild();
  await runOperation(triggerBuilds, caller, { id });
  const first = await findBuild(database, id, buildId);
  expect(first).toMatchObject({ status: "CANCELLED", reason: "Superseded by a newer build" });
  expect(await claimBuild(database, buildId, "late", new Date())).toBeNull();
});

test("lines keep their order and numbers whoever appends them, and are found", async () => {
  const { buildId } = await makeBuild();
  for (let chunk = 0; chunk < 20; chunk += 1) {
    const lines = Array.from({ length: 50 }, (_, line) => `Line ${chunk * 50 + line + 1} of Übung`);
    await appendLogLines(database, buildId, { lines, level: "INFO", writtenAt: new Date() });
  }
  const window = await readLogChunks(buildId, { from: 75, count: 60 });
  expect(window.map(({ firstLine, lines }) => [firstLine, lines.length])).toEqual([
    [75, 26],
    [101, 34],
  ]);
  expect(window.flatMap(({ lines }) => lines)).toEqual(
    Array.from({ length: 60 }, (_, index) => `Line ${75 + index} of Übung`),
  );
  expect(await searchLog(buildId, "LINE 99")).toEqual({
    total: 11,
    stretches: [
      { firstLine: 51, lineCount: 50, matches: 1 },
      { firstLine: 951, lineCount: 50, matches: 10 },
    ],
  });
  expect((await searchLog(buildId, "übung")).total).toBe(0);
  expect((await searchLog(buildId, "Übung")).total).toBe(1000);
});
