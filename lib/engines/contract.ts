import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packContext } from "#lib/testing/build-context";
import { type BuildEvent, buildLabel, type Engine, EngineError } from "./engine";

interface EngineUnderTest {
  open: () => Engine;
  /** An image with a shell. */
  base: string;
}

let builds = 0;
/** Of its own for each run, so that what one leaves is not another's. */
const run = `${process.pid.toString(16)}${Date.now().toString(16)}`;

interface Attempt {
  buildId: string;
  artifactId: string;
  events: BuildEvent[];
  result: Promise<{ imageId: string; name: string; sizeBytes: number }>;
}

function startBuild(
  engine: Engine,
  files: Record<string, string>,
  {
    signal = AbortSignal.timeout(60_000),
    onEvent,
  }: { signal?: AbortSignal; onEvent?: (event: BuildEvent) => void | Promise<void> } = {},
): Attempt {
  builds += 1;
  const events: BuildEvent[] = [];
  const ids = { buildId: `b${run}${builds}`, artifactId: `a${run}` };
  const result = engine.build(
    {
      ...ids,
      context: packContext(files),
      dockerfile: "Dockerfile",
      limits: { memoryBytes: 512 * 2 ** 20, cpus: 1 },
      onEvent(event) {
        events.push(event);
        return onEvent?.(event);
      },
    },
    signal,
  );
  // A test may look at it only after something else has happened.
  result.catch(() => undefined);
  return { ...ids, events, result };
}

const outputOf = (events: BuildEvent[]) =>
  events.flatMap((event) => (event.kind === "output" ? event.text : [])).join("");
const stepsOf = (events: BuildEvent[]) =>
  events.flatMap((event) =>
    event.kind === "step" ? `${event.number}/${event.of} ${event.instruction}` : [],
  );
const countOf = (events: BuildEvent[], kind: BuildEvent["kind"]) =>
  events.filter((event) => event.kind === kind).length;

async function catchError(work: Promise<unknown>): Promise<EngineError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngineError)) throw new Error(`Not an EngineError: ${error}`);
  return error;
}

function* brokenContext(): Generator<Buffer> {
  yield Buffer.alloc(512);
  throw new Error("the disk is gone");
}

/** What any engine must do. Commands in it are few: echo, seq, sleep, exit. */
export function testEngine(name: string, { open, base }: EngineUnderTest): void {
  describe(`the ${name} engine`, () => {
    let engine: Engine;
    const signal = () => AbortSignal.timeout(30_000);
    const leftoverOf = async (buildId: string) =>
      (await engine.listBuildLeftovers(signal())).find((leftover) => leftover.buildId === buildId) ?? null;

    beforeAll(() => {
      engine = open();
    });
    afterAll(async () => {
      for (const { buildId } of await engine.listBuildLeftovers(signal()))
        if (buildId.startsWith(`b${run}`)) await engine.sweepBuild(buildId, signal());
      for (const { id, labels } of await engine.listImages({ label: buildLabel }, signal()))
        if (labels[buildLabel]?.startsWith(`b${run}`)) await engine.removeImage(id, signal());
    });

    test("says what it is", async () => {
      expect(await engine.check(signal())).toMatchObject({ os: "linux", version: expect.any(String) });
    });

    test("builds an image and tells of it in order", async () => {
      const dockerfile = [
        `FROM ${base}`,
        `RUN echo one ${run} && echo two >&2`,
        "COPY greeting /greeting",
        "ENV COLOUR=red",
        "USER 1000",
        "EXPOSE 8080",
        'ENTRYPOINT ["run"]',
      ].join("\n");
      const { events, result, buildId, artifactId } = startBuild(engine, {
        Dockerfile: dockerfile,
        greeting: "hello",
      });
      const built = await result;
      expect(built.name).toBe(`plimsoll/${artifactId}:${buildId}`);
      expect(stepsOf(events)).toEqual(dockerfile.split("\n").map((line, index) => `${index + 1}/7 ${line}`));
      expect(countOf(events, "image")).toBe(7);
      // Two streams of one program: which is read first is not promised.
      expect(outputOf(events).split("\n").toSorted()).toEqual(["", `one ${run}`, "two"].toSorted());
      expect(events.filter((event) => event.kind === "output" && event.stream === "stderr")).toEqual([
        { kind: "output", stream: "stderr", text: "two\n" },
      ]);
      const details = await engine.inspectImage(built.imageId, signal());
      expect(details).toMatchObject({
        id: built.imageId,
        names: [built.name],
        os: "linux",
        user: "1000",
        exposedPorts: ["8080/tcp"],
        entrypoint: ["run"],
        labels: { [buildLabel]: buildId },
      });
      expect(details.environmentNames).toContain("COLOUR");
      const listed = await engine.listImages({ label: `${buildLabel}=${buildId}` }, signal());
      expect(listed.map(({ id }) => id)).toEqual([built.imageId]);
      expect(await leftoverOf(buildId)).toBeNull();
    });

    test("does not run again what it has run before", async () => {
      const files = { Dockerfile: `FROM ${base}\nRUN echo cached ${run}\nCOPY file /file`, file: "1" };
      await startBuild(engine, files).result;
      const again = startBuild(engine, { ...files, file: "2" });
      await again.result;
      expect(countOf(again.events, "cached")).toBe(1);
      expect(outputOf(again.events)).toBe("");
    });

    test("says which step failed with what, and keeps the steps before it", async () => {
      const failing = `FROM ${base}\nRUN echo kept ${run}\nRUN echo about to fail && exit 7\nRUN echo never`;
      const first = startBuild(engine, { Dockerfile: failing });
      expect(await catchError(first.result)).toMatchObject({
        kind: "rejected",
        exitCode: 7,
        step: { number: 3, of: 4, instruction: "RUN echo about to fail && exit 7" },
      });
      expect(outputOf(first.events)).toBe(`kept ${run}\nabout to fail\n`);
      expect(await leftoverOf(first.buildId)).toMatchObject({ containers: 0, images: 1 });
      const second = startBuild(engine, { Dockerfile: failing.replace("exit 7", "echo fixed") });
      await second.result;
      expect(countOf(second.events, "cached")).toBe(1);
      await engine.sweepBuild(first.buildId, signal());
      expect(await leftoverOf(first.buildId)).toBeNull();
    });

    test.each([
      ["there is no Dockerfile", { other: "" }, null],
      ["the Dockerfile is wrong", { Dockerfile: `FROM ${base}\nFLY away` }, null],
      // An address where certainly nothing is.
      ["there is no base image", { Dockerfile: "FROM 127.0.0.1:1/none:1" }, 1],
      ["a file is missing", { Dockerfile: `FROM ${base}\nCOPY absent /` }, 2],
    ])("rejects a build when %s", async (_, files, step) => {
      const { result } = startBuild(engine, files);
      const error = await catchError(result);
      expect(error.kind).toBe("rejected");
      expect(error.step?.number ?? null).toBe(step);
    });

    test("loses no line and keeps their order, also when they are taken slowly", async () => {
      const { events, result } = startBuild(
        engine,
        { Dockerfile: `FROM ${base}\nRUN seq 50000 && echo ${run}` },
        { onEvent: () => new Promise((resolve) => setImmediate(resolve)) },
      );
      await result;
      const lines = outputOf(events).split("\n");
      expect(lines).toHaveLength(50_002);
      expect(lines.slice(0, 50_000).every((line, index) => line === String(index + 1))).toBe(true);
    });

    test("builds the same at the same time", async () => {
      const files = { Dockerfile: `FROM ${base}\nRUN echo together ${run}` };
      const attempts = [1, 2, 3].map(() => startBuild(engine, files));
      const images = await Promise.all(attempts.map(({ result }) => result));
      expect(new Set(images.map(({ imageId }) => imageId)).size).toBe(3);
    });

    test("stops when told to, and leaves nothing", async () => {
      const stopping = new AbortController();
      const { result, buildId, events } = startBuild(
        engine,
        { Dockerfile: `FROM ${base}\nRUN echo before ${run} stops\nRUN sleep 60` },
        { signal: stopping.signal },
      );
      await expect.poll(() => stepsOf(events).length, { timeout: 10_000 }).toBe(3);
      stopping.abort(new Error("enough"));
      await expect(result).rejects.toThrow("enough");
      expect(await leftoverOf(buildId)).toBeNull();
      expect(await engine.listImages({ label: `${buildLabel}=${buildId}` }, signal())).toEqual([]);
    });

    test("does not begin what is stopped already", async () => {
      const { result, events } = startBuild(
        engine,
        { Dockerfile: `FROM ${base}` },
        { signal: AbortSignal.abort(new Error("too late")) },
      );
      await expect(result).rejects.toThrow("too late");
      expect(events).toEqual([]);
    });

    test("stops when nobody can take its events", async () => {
      const { result, buildId } = startBuild(
        engine,
        { Dockerfile: `FROM ${base}\nRUN echo words ${run}\nRUN sleep 60` },
        {
          onEvent(event) {
            if (event.kind === "output") throw new Error("no more room");
          },
        },
      );
      await expect(result).rejects.toThrow("no more room");
      expect(await leftoverOf(buildId)).toBeNull();
    });

    test("stops when its context cannot be read", async () => {
      const context = Readable.from(brokenContext());
      const ids = { buildId: `b${run}broken`, artifactId: `a${run}` };
      const request = { ...ids, context, dockerfile: "Dockerfile", limits: { memoryBytes: 2 ** 28 } };
      const result = engine.build({ ...request, onEvent: () => undefined }, signal());
      await expect(result).rejects.toThrow("the disk is gone");
      expect(await leftoverOf(ids.buildId)).toBeNull();
    });

    test("is swept from outside while it runs", async () => {
      const { result, buildId, events } = startBuild(engine, { Dockerfile: `FROM ${base}\nRUN sleep 61` });
      await expect.poll(() => stepsOf(events).length, { timeout: 10_000 }).toBe(2);
      await expect.poll(async () => (await leftoverOf(buildId))?.containers, { timeout: 10_000 }).toBe(1);
      await engine.sweepBuild(buildId, signal());
      await catchError(result);
      await engine.sweepBuild(buildId, signal());
      expect(await leftoverOf(buildId)).toBeNull();
    });

    test("removes an image, also twice, and does not find it then", async () => {
      const { imageId } = await startBuild(engine, { Dockerfile: `FROM ${base}\nENV REMOVED=${run}` }).result;
      await engine.removeImage(imageId, signal());
      await engine.removeImage(imageId, signal());
      expect((await catchError(engine.inspectImage(imageId, signal()))).kind).toBe("not_found");
    });
  });
}
