import { expect, test } from "vitest";
import { traceQuery } from "#lib/domain/traces";
import { makeTrace } from "#lib/testing/traces";
import { makeWorkload } from "#lib/testing/workloads";
import { database } from "./database";
import { addSpans, listTraces, pruneSpans, readTrace, type WorkloadSpan } from "./traces";

const idsOf = async (workloadId: string) =>
  (await listTraces(database, workloadId, traceQuery.parse({}))).map(({ traceId }) => traceId);

test("what is old, and what is more than is kept, is removed from the oldest on", async () => {
  const { id } = await makeWorkload();
  const other = await makeWorkload();
  const now = Date.now();
  const before = new Date(now - 60_000);
  await makeTrace(id, { startedAt: now - 61_000 });
  await makeTrace(id, { startedAt: now - 3_000 });
  const second = await makeTrace(id, { startedAt: now - 2_000 });
  const newest = await makeTrace(id, { startedAt: now - 1_000 });
  const kept = await makeTrace(other.id, { startedAt: now - 4_000 });
  await pruneSpans(database, before, 2);
  expect(await idsOf(id)).toEqual([newest, second]);
  expect(await idsOf(other.id)).toEqual([kept]);
});

test("what is written twice is there once, and what a gone workload was asked is let go", async () => {
  const { id: workloadId } = await makeWorkload();
  const span: WorkloadSpan = {
    ...{ workloadId, traceId: "a".repeat(32), spanId: "b".repeat(16), parentSpanId: null },
    ...{ name: "GET /", kind: "SERVER", startedAt: 1_764_000_000_000.123, duration: 987_654_321 },
    ...{ statusCode: "UNSET", statusMessage: "", attributes: {} },
  };
  for (let turn = 0; turn < 2; turn += 1)
    await addSpans(database, [span, { ...span, workloadId: "gone", spanId: "c".repeat(16) }]);
  const spans = await readTrace(database, span, 10);
  expect(spans).toMatchObject([{ spanId: span.spanId, duration: 987_654_321 }]);
  expect(spans).toHaveLength(1);
});
