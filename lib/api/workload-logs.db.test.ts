import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { database } from "#lib/store/database";
import { makeToken } from "#lib/testing/actors";
import { serveApi } from "#lib/testing/server";
import { makeWorkload } from "#lib/testing/workloads";

const api = serveApi();
const traceId = "0af7651916cd43dd8448eb211c80319c";
let made: Awaited<ReturnType<typeof makeWorkload>>;
let token: string;
const answered = z.object({
  data: z.array(z.object({ message: z.string(), level: z.string() })),
  next: z.url().nullable(),
  previous: z.url().nullable(),
});

/** Lines a second apart from 12:00:00 on, with their ranks. */
const lines = [
  [0, "debugging 100%"],
  [1, `served trace_id=${traceId} span_id=b7ad6b7169203331`],
  [2, "slow, 100 times"],
  [3, "failed once"],
  [4, "Failed for good"],
] as const;
const at = (second: number) => `2026-11-24T12:00:0${second}Z`;

beforeAll(async () => {
  made = await makeWorkload();
  token = await makeToken(made.actor.userId);
  await database.workloadLogLine.createMany({
    data: lines.map(([level, message], second) => ({
      ...{ workloadId: made.id, protonId: made.protonId, replicaId: "one", container: "web" },
      ...{ level, message, time: new Date(at(second)) },
    })),
  });
});

const ask = (query = "", path = "logs/") =>
  api.call("GET", `/api/v2/otel/workload/${made.id}/${path}${query}`, { token });
async function messages(query = ""): Promise<string[]> {
  const answer = await ask(query);
  expect(answer.status, JSON.stringify(answer.json)).toBe(200);
  return answered.parse(answer.json).data.map(({ message }) => message.replace(/ (trace|span)_id=.*/, ""));
}

test("records are told newest first, with what wrote them", async () => {
  expect(await messages()).toEqual([
    "Failed for good",
    "failed once",
    "slow, 100 times",
    "served",
    "debugging 100%",
  ]);
  expect((await ask("?limit=1")).json).toMatchObject({
    data: [
      {
        ...{ timestamp: "2026-11-24T12:00:04.000Z", level: "CRITICAL", message: "Failed for good" },
        ...{ protonId: made.protonId, replicaId: "one", container: "web" },
      },
    ],
    count: 1,
  });
});

test.each([
  ["?level=error", ["Failed for good", "failed once"]],
  ["?level=WARN", ["Failed for good", "failed once", "slow, 100 times"]],
  ["?includes=FAILED&excludes=once", ["Failed for good"]],
  ["?includes=100%25", ["debugging 100%"]],
  ["?includes=failed&includes=good", ["Failed for good"]],
  [`?startTime=${at(1)}&endTime=${at(2)}`, ["slow, 100 times", "served"]],
  [`?traceId=${traceId}`, ["served"]],
  ["?spanId=b7ad6b7169203331", ["served"]],
  ["?traceId=ffffffffffffffffffffffffffffffff", []],
  ["?searchKeys=level&searchValues=error&searchKeys=level&searchValues=info", ["failed once", "served"]],
  ["?searchKeys=replica_id&searchValues=other", []],
  ["?limit=2&offset=3", ["served", "debugging 100%"]],
])("%s", async (query, wanted) => {
  expect(await messages(query)).toEqual(wanted);
});

test("pages lead to one another", async () => {
  const first = answered.parse((await ask("?limit=3&level=debug")).json);
  expect(first.previous).toBeNull();
  expect(new URL(first.next ?? "").search).toBe("?limit=3&level=debug&offset=3");
  const last = answered.parse((await ask("?limit=3&offset=3")).json);
  expect(last.next).toBeNull();
  expect(new URL(last.previous ?? "").search).toBe("?limit=3&offset=0");
});

test.each([
  ["?start_time=2026-11-24T12:00:00Z", 400],
  ["?startTime=yesterday", 422],
  ["?limit=1001", 422],
  ["?level=loud", 422],
  ["?searchKeys=level", 422],
  ["?searchKeys=shoe_size&searchValues=44", 422],
])("%s is refused with %d", async (query, status) => {
  expect((await ask(query)).status).toBe(status);
});

test("the proton of a record is a search key too", async () => {
  expect(await messages(`?searchKeys=proton_id&searchValues=${made.protonId}`)).toHaveLength(5);
  expect(await messages("?searchKeys=proton_id&searchValues=other")).toEqual([]);
});
