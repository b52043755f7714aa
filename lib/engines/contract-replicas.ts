import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { describeReplica as describeReplicaOf, shell } from "#lib/testing/replica-requests";
import { buildUserImage } from "#lib/testing/user-image";
import { type Engine, EngineError } from "./engine";
import type { ContainerLogLine, ContainerRequest, EngineContainer, ReplicaRequest } from "./replicas";

interface EngineUnderTest {
  open: () => Engine;
  /** An image with a shell, whose user is root. */
  base: string;
}

const signal = () => AbortSignal.timeout(30_000);

async function catchError(work: Promise<unknown>): Promise<EngineError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngineError)) throw new Error(`Not an EngineError: ${error}`);
  return error;
}

/** What any engine must do with what it runs. Commands in it are few: echo, sleep, exit, trap, touch, grep, tail, httpd. */
export function testReplicas(name: string, { open, base }: EngineUnderTest): void {
  describe(`replicas on the ${name} engine`, () => {
    let engine: Engine;
    /** The base image with an ordinary user. */
    let image = "";
    const requests = new Map<string, ReplicaRequest>();

    function describeReplica(...containers: Partial<ContainerRequest>[]): ReplicaRequest {
      const request = describeReplicaOf(image, ...containers);
      requests.set(request.replicaId, request);
      return request;
    }
    const find = async (replicaId: string) =>
      (await engine.listReplicas(signal())).find((replica) => replica.replicaId === replicaId) ?? null;
    async function getContainer(replicaId: string, container = "web"): Promise<EngineContainer> {
      const found = (await find(replicaId))?.containers.find((candidate) => candidate.name === container);
      if (found === undefined) throw new Error(`There is no ${container} in ${replicaId}`);
      return found;
    }
    const waitForState = (replicaId: string, state: EngineContainer["state"]) =>
      expect.poll(async () => (await getContainer(replicaId)).state, { timeout: 20_000 }).toBe(state);
    function followLog(replicaId: string, since: Date | null = null, container = "web") {
      const lines: ContainerLogLine[] = [];
      const onLine = (line: ContainerLogLine) => void lines.push(line);
      const stopping = new AbortController();
      const target = { replicaId, container, since, onLine };
      const ended = engine.followContainerLog(target, AbortSignal.any([signal(), stopping.signal]));
      ended.catch(() => undefined);
      return { lines, ended, stop: () => stopping.abort(new Error("enough")), text: () => textOf(lines) };
    }
    async function waitForLog(replicaId: string, last: string): Promise<string> {
      const log = followLog(replicaId);
      await expect.poll(log.text, { timeout: 20_000 }).toContain(last);
      log.stop();
      return log.text();
    }
    const textOf = (lines: ContainerLogLine[]) => lines.map(({ text }) => `${text}\n`).join("");

    beforeAll(async () => {
      engine = open();
      image = await buildUserImage(engine, base);
      return () => engine.removeImage(image, signal());
    });
    afterEach(async () => {
      for (const { replicaId, workloadId } of requests.values()) {
        await engine.stopReplica(replicaId, { seconds: 0 }, signal());
        await engine.sweepWorkload(workloadId, signal());
      }
      requests.clear();
    });

    test("runs the containers of a replica at one address and tells of them", async () => {
      const before = new Date();
      const request = describeReplica({}, { name: "side" });
      const started = await engine.startReplica(request, signal());
      const { replicaId, protonId, workloadId } = request;
      expect(started).toMatchObject({
        ...{ replicaId, protonId, workloadId, address: expect.stringMatching(/^[\d.]+$/) },
        containers: [
          { name: "web", image, state: "running", finishedAt: null, exitCode: null, outOfMemory: false },
          { name: "side", image, state: "running" },
        ],
      });
      const { startedAt } = await getContainer(replicaId);
      expect(startedAt?.getTime()).toBeGreaterThanOrEqual(before.getTime() - 10);
      expect(startedAt?.getTime()).toBeLessThanOrEqual(Date.now());
      expect(await find(replicaId)).toEqual(started);
    });

    test("starts nothing twice, also when asked twice at once", async () => {
      const request = describeReplica({}, { name: "side" });
      const [first, second] = await Promise.all([
        engine.startReplica(request, signal()),
        engine.startReplica(request, signal()),
      ]);
      expect(second.address).toBe(first.address);
      const third = await engine.startReplica(request, signal());
      expect(third.containers).toHaveLength(2);
      const { startedAt } = await getContainer(request.replicaId);
      await engine.startReplica(request, signal());
      expect((await getContainer(request.replicaId)).startedAt).toEqual(startedAt);
      await delay(200);
      expect(await waitForLog(request.replicaId, "ready")).toBe("ready\n");
      const listed = await engine.listReplicas(signal());
      expect(listed.filter(({ replicaId }) => replicaId === request.replicaId)).toHaveLength(1);
    });

    test("completes a replica that was half made", async () => {
      const whole = describeReplica({}, { name: "side" });
      const half = { ...whole, containers: whole.containers.slice(0, 1) };
      const before = await engine.startReplica(half, signal());
      const after = await engine.startReplica(whole, signal());
      expect(after.address).toBe(before.address);
      expect(after.containers[0]).toEqual(before.containers[0]);
      expect(after.containers[1]).toMatchObject({ name: "side", state: "running" });
    });

    test("tells what a container exited with, and leaves it so until it is restarted", async () => {
      const request = describeReplica({ entrypoint: shell("echo working; exit 3") }, { name: "side" });
      const { replicaId } = request;
      await engine.startReplica(request, signal());
      await waitForState(replicaId, "exited");
      const exited = await getContainer(replicaId);
      expect(exited).toMatchObject({ exitCode: 3, outOfMemory: false, finishedAt: expect.any(Date) });
      await engine.startReplica(request, signal());
      expect(await getContainer(replicaId)).toEqual(exited);
      await engine.restartContainer(replicaId, "web", signal());
      await expect
        .poll(async () => (await getContainer(replicaId)).finishedAt, { timeout: 20_000 })
        .not.toEqual(exited.finishedAt);
      expect(await waitForLog(replicaId, "working\nworking")).toBe("working\nworking\n");
    });

    test("restarts one container: the address and the others stay", async () => {
      const request = describeReplica({ entrypoint: shell("httpd -f -p 8080") }, { name: "side" });
      const { replicaId } = request;
      const before = await engine.startReplica(request, signal());
      const answers = () =>
        fetch(`http://${before.address}:8080/`).then(
          ({ status }) => status > 0,
          () => false,
        );
      await expect.poll(answers, { timeout: 10_000 }).toBe(true);
      await engine.restartContainer(replicaId, "web", signal());
      await expect.poll(answers, { timeout: 10_000 }).toBe(true);
      const after = await find(replicaId);
      expect(after?.address).toBe(before.address);
      expect(after?.containers[1]).toEqual(before.containers[1]);
      expect(after?.containers[0]?.startedAt?.getTime()).toBeGreaterThan(
        before.containers[0]?.startedAt?.getTime() ?? 0,
      );
      expect(after?.containers[0]).toMatchObject({ state: "running", exitCode: null, finishedAt: null });
    });

    test("stops one container in time: the others run on, and it can be restarted", async () => {
      const polite = shell("trap 'echo stopping; exit 0' TERM; echo ready; sleep 600 & wait");
      const request = describeReplica({ entrypoint: polite }, { name: "side" });
      const { replicaId } = request;
      const before = await engine.startReplica(request, signal());
      await waitForLog(replicaId, "ready");
      await engine.stopContainer(replicaId, "web", { seconds: 20 }, signal());
      expect(await getContainer(replicaId)).toMatchObject({ state: "exited", exitCode: 0 });
      expect(await waitForLog(replicaId, "stopping")).toBe("ready\nstopping\n");
      await engine.stopContainer(replicaId, "side", { seconds: 1 }, signal());
      expect(await getContainer(replicaId, "side")).toMatchObject({ state: "exited", exitCode: 137 });
      // Stopping again is fine.
      await engine.stopContainer(replicaId, "web", { seconds: 20 }, signal());
      await engine.restartContainer(replicaId, "web", signal());
      await waitForState(replicaId, "running");
      expect((await find(replicaId))?.address).toBe(before.address);
      const missing = engine.stopContainer(replicaId, "none", { seconds: 1 }, signal());
      expect((await catchError(missing)).kind).toBe("not_found");
    });

    test("does not restart what is not there", async () => {
      const { replicaId } = describeReplica({});
      expect((await catchError(engine.restartContainer(replicaId, "web", signal()))).kind).toBe("not_found");
    });

    test("stops with SIGTERM first, and stopping again is fine", async () => {
      const polite = shell("trap 'echo stopping; exit 0' TERM; echo ready; sleep 600 & wait");
      const request = describeReplica({ entrypoint: polite });
      const { replicaId } = request;
      await engine.startReplica(request, signal());
      const log = followLog(replicaId);
      await expect.poll(log.text, { timeout: 10_000 }).toBe("ready\n");
      const began = Date.now();
      await engine.stopReplica(replicaId, { seconds: 20 }, signal());
      expect(Date.now() - began).toBeLessThan(10_000);
      await log.ended;
      expect(log.text()).toBe("ready\nstopping\n");
      expect(await find(replicaId)).toBeNull();
      await engine.stopReplica(replicaId, { seconds: 20 }, signal());
    });

    test("kills what does not stop in time", async () => {
      const request = describeReplica({}, { name: "side" });
      await engine.startReplica(request, signal());
      const began = Date.now();
      await engine.stopReplica(request.replicaId, { seconds: 1 }, signal());
      expect(Date.now() - began).toBeGreaterThan(900);
      expect(Date.now() - began).toBeLessThan(10_000);
      expect(await find(request.replicaId)).toBeNull();
    });

    test("tells when memory ran out", async () => {
      const request = describeReplica({ entrypoint: shell("exec tail /dev/zero") });
      await engine.startReplica(request, signal());
      await waitForState(request.replicaId, "exited");
      expect(await getContainer(request.replicaId)).toMatchObject({ outOfMemory: true, exitCode: 137 });
    });

    test("reads a log from a time on, both streams, and over a restart until the container is gone", async () => {
      const entrypoint = shell("echo one; echo two >&2; sleep 0.2; echo three; sleep 600");
      const request = describeReplica({ entrypoint });
      const { replicaId } = request;
      await engine.startReplica(request, signal());
      const log = followLog(replicaId);
      await expect.poll(() => log.lines.length, { timeout: 10_000 }).toBe(3);
      expect(log.lines.map(({ stream, text }) => `${stream} ${text}`).toSorted()).toEqual(
        ["stdout one", "stderr two", "stdout three"].toSorted(),
      );
      const later = followLog(replicaId, log.lines[2]?.timestamp);
      await expect.poll(later.text, { timeout: 10_000 }).toBe("three\n");
      later.stop();
      await expect(later.ended).rejects.toThrow("enough");
      await engine.restartContainer(replicaId, "web", signal());
      await expect.poll(() => log.lines.length, { timeout: 10_000 }).toBe(6);
      await engine.stopReplica(replicaId, { seconds: 0 }, signal());
      await log.ended;
      expect(log.lines).toHaveLength(6);
    });

    test("fails as the one who takes the lines does", async () => {
      const request = describeReplica({});
      await engine.startReplica(request, signal());
      const target = { replicaId: request.replicaId, container: "web", since: null };
      const onLine = () => {
        throw new Error("no more room");
      };
      await expect(engine.followContainerLog({ ...target, onLine }, signal())).rejects.toThrow(
        "no more room",
      );
    });

    test("tells what the running containers use", async () => {
      const request = describeReplica({}, { name: "done", entrypoint: shell("exit 0") });
      await engine.startReplica(request, signal());
      await expect
        .poll(async () => (await getContainer(request.replicaId, "done")).state, { timeout: 10_000 })
        .toBe("exited");
      expect(await engine.readUsage(request.replicaId, signal())).toEqual([
        { name: "web", cpuSeconds: expect.any(Number), memoryBytes: expect.any(Number) },
      ]);
    });

    test("tells of starts and exits while it is watched", async () => {
      const changed: string[] = [];
      const stopping = new AbortController();
      const watching = engine.watchReplicas((replicaId) => changed.push(replicaId), stopping.signal);
      watching.catch(() => undefined);
      await delay(200);
      const request = describeReplica({ entrypoint: shell("sleep 0.5; exit 1") });
      const countChanges = () => changed.filter((replicaId) => replicaId === request.replicaId).length;
      await engine.startReplica(request, signal());
      await expect.poll(countChanges, { timeout: 10_000 }).toBeGreaterThan(0);
      const before = countChanges();
      await waitForState(request.replicaId, "exited");
      await expect.poll(countChanges, { timeout: 10_000 }).toBeGreaterThan(before);
      const { startedAt } = await getContainer(request.replicaId);
      await engine.restartContainer(request.replicaId, "web", signal());
      await expect
        .poll(async () => (await getContainer(request.replicaId)).startedAt, { timeout: 10_000 })
        .not.toEqual(startedAt);
      stopping.abort(new Error("enough"));
      await expect(watching).rejects.toThrow("enough");
    });

    test.each([
      ["runs as root", () => ({ image: base }), /runs as root; .* USER with a uid other than 0$/],
      [
        "cannot be found",
        () => ({ image: "127.0.0.1:1/none:1" }),
        /^127\.0\.0\.1:1\/none:1 cannot be pulled: /,
      ],
      ["was by id and is gone", () => ({ image: `sha256:${"0".repeat(64)}` }), /^sha256:0{64} .*no longer/],
      ["has no such program", () => ({ entrypoint: ["/none"] }), /^web cannot start: .*no such file/],
    ])("refuses a container whose image %s", async (_, rest, message) => {
      const environment = { SECRET: "a value nobody may read" };
      const request = describeReplica({ ...rest(), environment });
      const error = await catchError(engine.startReplica(request, signal()));
      expect(error.message).toMatch(message);
      expect(["rejected", "unavailable"]).toContain(error.kind);
      expect(JSON.stringify([error, error.message, error.cause])).not.toContain("nobody may read");
      expect(
        (await find(request.replicaId))?.containers.filter(({ state }) => state === "running"),
      ).not.toEqual(expect.arrayContaining([expect.anything()]));
    });

    test("gives a container its environment, and nothing to write where it may only read", async () => {
      // All on one stream: two of them keep no order between each other.
      const script =
        "echo $COLOUR >&2; touch /tmp/file && echo written >&2; touch /home/node/file; sleep 600";
      const environment = { COLOUR: "red" };
      const request = describeReplica({ entrypoint: shell(script), environment, readOnly: true });
      await engine.startReplica(request, signal());
      expect(await waitForLog(request.replicaId, "Read-only file system")).toMatch(/^red\nwritten\ntouch: /);
    });

    test("gives a container no capability that was not asked for", async () => {
      const request = describeReplica({ entrypoint: shell("grep CapBnd /proc/self/status; sleep 600") });
      await engine.startReplica(request, signal());
      expect(await waitForLog(request.replicaId, "CapBnd")).toBe("CapBnd:\t0000000000000000\n");
    });

    test("does not begin what is stopped already, and leaves off in the middle", async () => {
      const request = describeReplica({});
      const late = engine.startReplica(request, AbortSignal.abort(new Error("too late")));
      await expect(late).rejects.toThrow("too late");
      expect(await find(request.replicaId)).toBeNull();
      await engine.startReplica(request, signal());
      const stopping = new AbortController();
      const stopped = engine.stopReplica(request.replicaId, { seconds: 25 }, stopping.signal);
      setTimeout(() => stopping.abort(new Error("enough")), 200);
      await expect(stopped).rejects.toThrow("enough");
    });
  });
}
