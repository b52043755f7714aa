import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { actorOf, makeOrganization, type TestOrganization } from "#lib/testing/actors";
import { type MadeBuild, makeBuild, makeFailedBuild, workOn } from "#lib/testing/builds";
import { pathsIn, serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
let failed: MadeBuild;
let long: MadeBuild;
beforeAll(async () => {
  organization = await makeOrganization();
  const actor = await actorOf(organization.administrator);
  failed = await makeFailedBuild(actor);
  long = await makeBuild(actor);
  const work = workOn(long);
  for (let chunk = 0; chunk < 40; chunk += 1)
    await work.log(Array.from({ length: 50 }, (_, index) => `line ${chunk * 50 + index + 1}`));
});

const call = (path: string) =>
  api.call("GET", `/api/v2/${path}`, { token: organization.administrator.token });
const logsOf = ({ id, buildId }: MadeBuild) => `artifacts/${id}/builds/${buildId}/logs`;

const jsonLine = z.strictObject({
  asctime: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}$/),
  levelname: z.enum(["INFO", "ERROR"]),
  name: z.string(),
  message: z.string(),
  build_id: z.string(),
});

describe("the whole log", () => {
  test("is a JSON object a line, in order", async () => {
    for (const slash of ["", "/"]) {
      const { text } = await call(`${logsOf(long)}${slash}`);
      const lines = text.trimEnd().split("\n");
      const records = lines.map((line) => jsonLine.parse(JSON.parse(line)));
      expect(records.map(({ message }) => message)).toEqual(
        Array.from({ length: 2_000 }, (_, index) => `line ${index + 1}`),
      );
      expect(records[0]).toMatchObject({ levelname: "INFO", build_id: long.buildId });
    }
  });

  test("is a file of plain text to keep", async () => {
    const { text, headers } = await call(`${logsOf(failed)}?format=text`);
    expect(headers["content-disposition"]).toBe('attachment; filename="build-1.log"');
    expect(text.split("\n").slice(6, 8)).toEqual([
      "\u001b[31mnpm error\u001b[39m code ERESOLVE",
      "\u001b[31mnpm error\u001b[39m ERESOLVE could not resolve",
    ]);
    expect(pathsIn(await call(`${logsOf(failed)}?format=xml`))).toEqual(["format"]);
  });
});

describe("parts of a log", () => {
  const window = z.object({ chunks: z.array(z.object({ firstLine: z.int(), lines: z.array(z.string()) })) });

  test("are exactly the lines asked for", async () => {
    const { chunks } = window.parse((await call(`${logsOf(long)}/lines?from=1990&count=100`)).json);
    expect(chunks.flatMap(({ lines }) => lines)).toEqual(
      Array.from({ length: 11 }, (_, index) => `line ${1990 + index}`),
    );
    expect((await call(`${logsOf(long)}/lines?from=5000`)).json).toMatchObject({
      chunks: [],
      totalLines: 2_000,
      hasEnded: false,
    });
    expect(pathsIn(await call(`${logsOf(long)}/lines?from=0&count=5001`))).toEqual(["from", "count"]);
  });

  test("say how often something occurs", async () => {
    expect((await call(`${logsOf(long)}/matches?text=LINE%20199`)).json).toMatchObject({ total: 11 });
    expect(pathsIn(await call(`${logsOf(long)}/matches`))).toEqual(["text"]);
  });

  test("say where something occurs next, from a line on and then from the beginning", async () => {
    const next = async (query: string) => (await call(`${logsOf(long)}/next-match?${query}`)).json;
    expect(await next("text=LINE%20199")).toEqual({ match: { line: 199, column: 0 } });
    expect(await next("text=line%20199&from=200")).toEqual({ match: { line: 1_990, column: 0 } });
    expect(await next("text=199&from=1999")).toEqual({ match: { line: 1_999, column: 5 } });
    expect(await next("text=line%20199&from=2000")).toEqual({ match: { line: 199, column: 0 } });
    expect(await next("text=nowhere&from=7")).toEqual({ match: null });
    expect(pathsIn(await call(`${logsOf(long)}/next-match?from=-1`))).toEqual(["text", "from"]);
  });
});

describe("as records", () => {
  const page = z.object({
    data: z.array(z.object({ level: z.string(), message: z.string() })),
    count: z.int(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
  });
  const list = async ({ id }: MadeBuild, query = "") =>
    page.parse((await call(`otel/artifact/${id}/logs/${query}`)).json);
  const messages = async (build: MadeBuild, query: string) =>
    (await list(build, query)).data.map(({ message }) => message);

  test("are newest first, in pages that lead to each other", async () => {
    const first = await list(long, "?limit=1000");
    expect(first.data.map(({ message }) => message)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => `line ${2_000 - index}`),
    );
    expect(first).toMatchObject({ count: 1_000, previous: null });
    const second = page.parse((await call((first.next ?? "").split("/api/v2/")[1] ?? "")).json);
    expect(second.data[0]?.message).toBe("line 1000");
    expect(second).toMatchObject({ count: 1_000, next: null });
    expect(second.previous).toContain("offset=0");
  });

  test("of a severity and above", async () => {
    const all = await list(failed);
    expect(all.count).toBe(11);
    for (const level of ["warn", "WARNING", "error"])
      expect(await messages(failed, `?level=${level}`), level).toHaveLength(5);
    expect(await messages(failed, "?level=debug")).toHaveLength(11);
    expect(await messages(failed, "?level=critical")).toEqual([]);
    expect(await messages(failed, "?searchKeys=level&searchValues=info")).toHaveLength(6);
    expect(pathsIn(await call(`otel/artifact/${failed.id}/logs?level=loud`))).toEqual(["level"]);
  });

  test("with and without texts", async () => {
    const found = await messages(failed, "?includes=NPM%20error&includes=resolv&excludes=while");
    expect(found.map((message) => message.split("\u001b[39m ")[1])).toEqual([
      "ERESOLVE could not resolve",
      "code ERESOLVE",
    ]);
  });

  test("of a time", async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    const nanoseconds = `${new Date(Date.now() - 60_000).toISOString().slice(0, -1)}123456Z`;
    expect(await messages(failed, `?startTime=${soon}`)).toEqual([]);
    expect(await messages(failed, `?startTime=${nanoseconds}&endTime=${soon}`)).toHaveLength(11);
    expect(pathsIn(await call(`otel/artifact/${failed.id}/logs?endTime=yesterday`))).toEqual(["endTime"]);
  });

  test("of one build", async () => {
    const search = (value: string) => `?searchKeys=external_build_id&searchValues=${value}`;
    expect(await messages(failed, search(failed.buildId))).toHaveLength(11);
    expect(await messages(failed, search(long.buildId))).toEqual([]);
    expect(pathsIn(await call(`otel/artifact/${failed.id}/logs?searchKeys=level`))).toEqual(["searchValues"]);
    const unknown = `otel/artifact/${failed.id}/logs?searchKeys=proton_id&searchValues=1`;
    expect(pathsIn(await call(unknown))).toEqual(["searchKeys[0]"]);
  });

  test("are refused in the other spelling", async () => {
    const answer = await call(`otel/artifact/${failed.id}/logs/?start_time=now`);
    expect(answer).toMatchObject({
      status: 400,
      json: { detail: 'There is no "start_time" here: write startTime' },
    });
    expect(pathsIn(await call(`otel/artifact/${failed.id}/logs/?limit=1001`))).toEqual(["limit"]);
  });
});
