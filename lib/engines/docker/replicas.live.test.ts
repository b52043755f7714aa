import { afterEach, describe, expect, inject, test } from "vitest";
import { EngineError } from "#lib/engines/engine";
import type { ContainerRequest, ReplicaRequest } from "#lib/engines/replicas";
import { registryLogin, startTestRegistry } from "#lib/testing/registry";
import { waitForLine } from "#lib/testing/replica-log";
import { describeReplica, shell } from "#lib/testing/replica-requests";
import { buildUserImage } from "#lib/testing/user-image";
import { connect } from "./connection";
import { makeDockerEngine } from "./docker-engine";

const engine = makeDockerEngine(inject("engineAddress"));
const docker = connect(inject("engineAddress"));
const base = inject("baseImage");
const signal = () => AbortSignal.timeout(60_000);

const requests: ReplicaRequest[] = [];
const images: string[] = [];
function describeRequest(image: string, container: Partial<ContainerRequest> = {}): ReplicaRequest {
  const request = describeReplica(image, container);
  requests.push(request);
  return request;
}
async function build(...lines: string[]): Promise<string> {
  const image = await buildUserImage(engine, base, ...lines);
  images.push(image);
  return image;
}
afterEach(async () => {
  for (const { replicaId, workloadId } of requests.splice(0)) {
    await engine.stopReplica(replicaId, { seconds: 0 }, signal());
    await engine.sweepWorkload(workloadId, signal());
  }
  for (const image of images.splice(0)) await engine.removeImage(image, signal());
});

const refusalOf = (request: ReplicaRequest) =>
  engine.startReplica(request, signal()).then(
    () => null,
    (error: unknown) => (error instanceof EngineError ? `${error.kind}: ${error.message}` : error),
  );

describe("the user of an image", () => {
  test("is looked up by name, and runs in numbers", async () => {
    const request = describeRequest(await build("USER node"), { entrypoint: shell("id; sleep 600") });
    await engine.startReplica(request, signal());
    expect(await waitForLine(engine, request.replicaId, /uid/)).toContain("uid=1000(node) gid=1000(node)");
    const facts = await docker.getContainer(`plimsoll-${request.replicaId}-web`).inspect();
    expect(facts.Config.User).toBe("1000:1000");
  });

  test.each([
    ["is another name of root", ["RUN echo toor:x:0:0::/:/bin/sh >> /etc/passwd", "USER toor"]],
    ["is unknown", ["USER ghost"]],
    ["is root in numbers", ["USER 00:1000"]],
  ])("is refused if it %s", async (_, lines) => {
    const image = await build(...lines);
    const request = describeRequest(image);
    expect(await refusalOf(request)).toMatch(/^rejected: .* runs as root/);
    expect(await engine.listReplicas(signal())).not.toContainEqual(
      expect.objectContaining({ replicaId: request.replicaId }),
    );
  });
});

describe("a volume", () => {
  const volume = (request: ReplicaRequest, name: string, script: string): ReplicaRequest => ({
    ...request,
    volume: { name },
    containers: request.containers.map((container) => ({
      ...container,
      readOnly: true,
      mountPaths: ["/opt/cache"],
      entrypoint: shell(`${script}; sleep 600`),
    })),
  });
  const listNames = async () => (await docker.listVolumes()).Volumes.map(({ Name }) => Name);

  test("is the user's to write to, outlives the replica, and goes with its workload alone", async () => {
    const request = describeRequest(await build());
    const own = `plimsoll-${request.workloadId}-cache`;
    const write = volume(request, own, "echo kept > /opt/cache/file && echo written");
    await engine.startReplica(write, signal());
    await waitForLine(engine, request.replicaId, /^written$/);
    await engine.stopReplica(request.replicaId, { seconds: 0 }, signal());
    await engine.startReplica(volume(request, own, "cat /opt/cache/file"), signal());
    await waitForLine(engine, request.replicaId, /^kept$/);
    await engine.sweepWorkload(request.workloadId, signal());
    expect(await listNames()).toContain(own);
    await engine.stopReplica(request.replicaId, { seconds: 0 }, signal());
    await engine.sweepWorkload(request.workloadId, signal());
    expect(await listNames()).not.toContain(own);
  });

  test("that is shared stays", async () => {
    const request = describeRequest(await build());
    const shared = `plimsoll-cache-${process.pid}`;
    await engine.startReplica(volume(request, shared, "true"), signal());
    await engine.stopReplica(request.replicaId, { seconds: 0 }, signal());
    await engine.sweepWorkload(request.workloadId, signal());
    expect(await listNames()).toContain(shared);
    await docker.getVolume(shared).remove();
  });
});

test("an image is pulled by its digest with the credentials of its registry, or the reason is told", async () => {
  const registry = await startTestRegistry({ login: true });
  try {
    const credentials = { registry: registry.host, ...registryLogin };
    const repository = `${registry.host}/team/web`;
    const imageId = await build();
    const pushing = { imageId, reference: `${repository}:1`, credentials, onEvent: () => undefined };
    const { digest } = await engine.push(pushing, signal());
    await engine.removeImage(imageId, signal());
    const pinned = describeRequest(`${repository}@${digest}`);
    expect(await refusalOf(pinned)).toBe(
      `rejected: ${repository}@${digest} cannot be pulled: not authorised at ${registry.host}`,
    );
    const absent = { ...describeRequest(`${repository}:2`), registryCredentials: [credentials] };
    expect(await refusalOf(absent)).toBe(`rejected: ${repository}:2 cannot be pulled: not found`);
    const { containers } = await engine.startReplica(
      { ...pinned, registryCredentials: [credentials] },
      signal(),
    );
    expect(containers).toMatchObject([{ image: `${repository}@${digest}`, state: "running" }]);
    images.push((await engine.inspectImage(`${repository}@${digest}`, signal())).id);
  } finally {
    await registry.stop();
  }
  expect(await refusalOf(describeRequest("127.0.0.1:1/none:1"))).toBe(
    "unavailable: 127.0.0.1:1/none:1 cannot be pulled: the registry 127.0.0.1:1 is unreachable",
  );
});

test("a sandbox that has died is made to run again, and with it what was in its network", async () => {
  const request = describeRequest(await build(), { entrypoint: shell("httpd -f -p 8080") });
  const { address, containers } = await engine.startReplica(request, signal());
  await docker.getContainer(`plimsoll-${request.replicaId}`).kill();
  expect(
    (await engine.listReplicas(signal())).find(({ replicaId }) => replicaId === request.replicaId),
  ).toMatchObject({ address: null });
  await engine.restartContainer(request.replicaId, "web", signal());
  const revived = await engine.startReplica(request, signal());
  expect(revived.address).toBe(address);
  expect(revived.containers[0]?.startedAt).not.toEqual(containers[0]?.startedAt);
  await expect.poll(() => fetch(`http://${revived.address}:8080/`).then(({ status }) => status)).toBe(404);
});
