import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { type BuiltImage, EngineError } from "#lib/engines/engine";
import { packContext } from "#lib/testing/build-context";
import { registryLogin, startTestRegistry, type TestRegistry } from "#lib/testing/registry";
import { readImageFacts, resolveDigest } from "./image-facts";
import { readRegistryConfig } from "./registry-config";

const engine = makeDockerEngine(inject("engineAddress"));
const signal = () => AbortSignal.timeout(30_000);
let open: TestRegistry;
let guarded: TestRegistry;
let image: BuiltImage;

function build(marker: string): Promise<BuiltImage> {
  const lines = [`FROM ${inject("baseImage")}`, `ENV MARKER=${marker}`, "USER 1000", "EXPOSE 8080"];
  return engine.build(
    {
      buildId: `facts${process.pid}${marker}`,
      artifactId: "facts",
      context: packContext({ Dockerfile: [...lines, 'ENTRYPOINT ["node", "server.js"]'].join("\n") }),
      dockerfile: "Dockerfile",
      limits: { memoryBytes: 2 ** 28 },
      onEvent: () => undefined,
    },
    signal(),
  );
}

beforeAll(async () => {
  [open, guarded] = await Promise.all([startTestRegistry(), startTestRegistry({ login: true })]);
  image = await build("one");
});
afterAll(async () => {
  for (const { id, names } of await engine.listImages({ label: "plimsoll.build" }, signal()))
    if (names.some((name) => name.startsWith(`plimsoll/facts:facts${process.pid}`)))
      await engine.removeImage(id, signal());
  await open.stop();
  await guarded.stop();
});

test("an image that was pushed has the digest of the registry, and is found there by it", async () => {
  const config = readRegistryConfig({ REGISTRY_URL: open.url });
  const statuses: string[] = [];
  const reference = `${open.host}/team/facts:1`;
  const { digest } = await engine.push(
    { imageId: image.imageId, reference, onEvent: ({ status }) => void statuses.push(status) },
    signal(),
  );
  expect(statuses).toContain("Pushed");
  expect(await resolveDigest(reference, config, signal())).toBe(digest);
  const facts = await readImageFacts(reference, config, signal());
  expect(facts).toMatchObject({
    digest,
    pinned: `${open.host}/team/facts@${digest}`,
    platforms: ["linux/amd64"],
    user: "1000",
    exposedPorts: ["8080/tcp"],
    entrypoint: ["node", "server.js"],
  });
  expect(facts.environmentNames).toContain("MARKER");
  expect(await readImageFacts(facts.pinned, config, signal())).toMatchObject({ digest });
  const answer = await fetch(`${open.url}/v2/team/facts/manifests/${digest}`, {
    headers: { accept: "application/vnd.docker.distribution.manifest.v2+json" },
  });
  const content = Buffer.from(await answer.arrayBuffer());
  expect(`sha256:${createHash("sha256").update(content).digest("hex")}`).toBe(digest);
  expect(await engine.inspectImage(image.imageId, signal())).toMatchObject({
    names: expect.arrayContaining([image.name, reference]),
    digests: [`${open.host}/team/facts@${digest}`],
  });
});

test("a tag that moves is another digest, and the old one is still there", async () => {
  const config = readRegistryConfig({ REGISTRY_URL: open.url });
  const reference = `${open.host}/team/moving:latest`;
  const push = (imageId: string) => engine.push({ imageId, reference, onEvent: () => undefined }, signal());
  const first = await push(image.imageId);
  expect(await resolveDigest(reference, config, signal())).toBe(first.digest);
  const second = await push((await build("two")).imageId);
  expect(second.digest).not.toBe(first.digest);
  expect(await resolveDigest(reference, config, signal(), { fresh: true })).toBe(second.digest);
  const before = await readImageFacts(`${open.host}/team/moving@${first.digest}`, config, signal());
  expect(before.digest).toBe(first.digest);
});

test("a registry that asks for a password gets it, or tells nothing", async () => {
  const reference = `${guarded.host}/team/facts:1`;
  const credentials = { registry: guarded.host, ...registryLogin };
  const refused = engine.push({ imageId: image.imageId, reference, onEvent: () => undefined }, signal());
  await expect(refused).rejects.toMatchObject({ kind: "rejected" });
  const { digest } = await engine.push(
    { imageId: image.imageId, reference, credentials, onEvent: () => undefined },
    signal(),
  );
  const { username, password } = registryLogin;
  const login = `${username}:${encodeURIComponent(password)}`;
  const config = readRegistryConfig({ REGISTRY_URL: `http://${login}@${guarded.host}` });
  expect((await readImageFacts(reference, config, signal())).digest).toBe(digest);
  const stranger = readRegistryConfig({ REGISTRY_URL: guarded.url });
  await expect(readImageFacts(reference, stranger, signal())).rejects.toMatchObject({ kind: "unauthorized" });
});

test("what is not there is not found, and nowhere cannot be pushed to", async () => {
  const config = readRegistryConfig({ REGISTRY_URL: open.url });
  await expect(readImageFacts(`${open.host}/team/facts:9`, config, signal())).rejects.toMatchObject({
    kind: "not_found",
  });
  const nowhere = { imageId: image.imageId, reference: "127.0.0.1:1/a:1", onEvent: () => undefined };
  const failed = await engine.push(nowhere, signal()).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(EngineError);
  expect(failed).toMatchObject({ kind: "unavailable" });
});
