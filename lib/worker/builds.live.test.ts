import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { buildLabel } from "#lib/engines/engine";
import { ensureBaseImage } from "#lib/testing/base-image";
import { BuildClient } from "#lib/testing/build-client";
import { readGreeter } from "#lib/testing/greeter";
import {
  findProcess,
  makeHome,
  type Product,
  removeHome,
  startProduct,
  testAdministrator,
} from "#lib/testing/product";
import { startTestRegistry, type TestRegistry } from "#lib/testing/registry";
import { zipOf } from "#lib/testing/zip";

const base = inject("baseImage");
const engine = makeDockerEngine(inject("engineAddress"));
const signal = AbortSignal.timeout(600_000);
const home = makeHome();
let product: Product;
let client: BuildClient;

async function start(environment: Record<string, string> = {}): Promise<void> {
  product = await startProduct(
    { ...testAdministrator, DOCKER_HOST: inject("engineAddress"), ...environment },
    home,
  );
  client = new BuildClient(product.url, testAdministrator.PLIMSOLL_ADMIN_TOKEN);
}
beforeAll(() => start(), 180_000);
afterAll(async () => {
  await product.stop();
  removeHome(home);
});

async function buildFrom(files: Record<string, string>, dockerfile?: unknown) {
  const source = await client.upload(files);
  const id = await client.makeDraft(source, dockerfile);
  return { id, source, buildId: await client.start(id) };
}

const imageOf = async (id: string) =>
  (await client.getArtifact(id)).spec.containerGroups[0].containers[0].imageUri;

/** What the engine holds of a build: running steps, leftovers, an image of it. */
async function traces(buildId: string) {
  const leftovers = (await engine.listBuildLeftovers(signal)).filter((one) => one.buildId === buildId);
  const images = await engine.listImages({ label: `${buildLabel}=${buildId}` }, signal);
  return { leftovers, images: images.map(({ id }) => id) };
}

test("the greeter is built from its source, runs as its user, and is locked with the image", async () => {
  const { id, buildId } = await buildFrom(readGreeter());
  const build = await client.waitFor(id, buildId);
  expect(build).toMatchObject({ status: "COMPLETED", reason: null });
  const imageUri = await imageOf(id);
  expect(imageUri).toBe(build.imageUri);
  expect(imageUri).toMatch(/^sha256:[0-9a-f]{64}$/);
  const image = await engine.inspectImage(imageUri ?? "", signal);
  expect(image).toMatchObject({ user: "1000", exposedPorts: ["8080/tcp"] });
  expect((await client.log(id, buildId)).join("\n")).toMatch(/checked server\.js with v\d+/);
  expect((await client.lock(id)).version).toBe(1);
  expect((await client.call("POST", `/artifacts/${id}/builds`)).status).toBe(422);
});

test("the same as a zip archive: unpacked, named by its version, built, locked", async () => {
  const archive = zipOf(Object.entries(readGreeter()).map(([name, content]) => ({ name, content })));
  const source = await client.uploadArchive(archive);
  const id = await client.makeDraft(source);
  const build = await client.waitFor(id, await client.start(id));
  expect(build, (await client.log(id, build.id)).join("\n")).toMatchObject({ status: "COMPLETED" });
  expect(await imageOf(id)).toBe(build.imageUri);
  expect(build.imageUri).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect((await client.lock(id)).version).toBe(1);
});

/** The execution environment that is ready on the first run. */
const generated = {
  baseImage: "node:22-bookworm-slim",
  dockerfile: {
    source: "generated",
    executionEnvironmentId: "6a6000000000000000000001",
    executionEnvironmentVersionId: "6a6100000000000000000001",
    entrypoint: ["node", "server.js"],
  },
};

test("without a Dockerfile one is made: what the lock file says is installed, or nothing", async () => {
  await ensureBaseImage(inject("engineAddress"), [generated.baseImage]);
  const dockerfile = generated.dockerfile;
  const integrity =
    "sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==";
  const root = { name: "small", version: "1.0.0", dependencies: { ms: "2.1.3" } };
  const lock = {
    ...{ name: "small", version: "1.0.0", lockfileVersion: 3, requires: true },
    packages: { "": root, "node_modules/ms": { version: "2.1.3", integrity } },
  };
  const locked = {
    "package.json": JSON.stringify(root),
    "package-lock.json": JSON.stringify(lock),
    "server.js": "require('ms')",
  };
  const first = await buildFrom(locked, dockerfile);
  const installed = await client.waitFor(first.id, first.buildId);
  expect(installed, (await client.log(first.id, first.buildId)).join("\n")).toMatchObject({
    status: "COMPLETED",
  });
  expect((await client.log(first.id, first.buildId)).join("\n")).toContain("added 1 package");
  expect(await engine.inspectImage(installed.imageUri ?? "", signal)).toMatchObject({
    user: "1000",
    entrypoint: ["node", "server.js"],
  });

  const edited = await client.upload({ "server.js": "require('ms')('1d')" }, first.source.catalogId);
  const again = await client.makeDraft(edited, dockerfile);
  const cached = await client.waitFor(again, await client.start(again));
  expect(cached.steps?.find(({ instruction }) => instruction.startsWith("RUN npm ci"))?.cached).toBe(true);

  const bare = await buildFrom({ "server.js": "1" }, dockerfile);
  expect(await client.waitFor(bare.id, bare.buildId)).toMatchObject({ status: "COMPLETED" });
});

test("a step that fails is told everywhere, and once mended the steps before it are not run again", async () => {
  const dockerfile = (last: string) => `FROM ${base}\nWORKDIR /app\nRUN echo slow > slow\n${last}\n`;
  const failing = "RUN echo 'starting'; echo 'Error: Cannot find module x' >&2; exit 7";
  const { id, source, buildId } = await buildFrom({ Dockerfile: dockerfile(failing) });
  const failed = await client.waitFor(id, buildId);
  expect(failed).toMatchObject({ status: "FAILED", failedStep: 4, imageUri: null });
  expect(failed.reason).toMatch(/^Step 4 of 4 failed with exit code 7/);
  const log = await client.log(id, buildId);
  expect(log[(failed.firstErrorLine ?? 0) - 1]).toContain("Error: Cannot find module x");
  expect(log.at(-1)).toContain(failed.reason);
  expect(await imageOf(id)).toBeNull();

  await client.useSource(
    id,
    await client.upload({ Dockerfile: dockerfile("RUN echo mended") }, source.catalogId),
  );
  const mended = await client.waitFor(id, await client.start(id));
  expect(mended.status).toBe("COMPLETED");
  expect(mended.steps?.map(({ cached }) => cached).slice(1, 3)).toEqual([true, true]);
});

test("cancelled while a command sleeps for minutes: over at once, and nothing of it is left", async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith("docker-")).length;
  const { id, buildId } = await buildFrom({
    Dockerfile: `FROM ${base}\nRUN echo ${Date.now()} && sleep 300\n`,
  });
  await client.waitFor(id, buildId, ({ steps }) => steps?.length === 2);
  expect((await client.call("DELETE", `/artifacts/${id}/builds/${buildId}`)).status).toBe(204);
  expect((await client.waitFor(id, buildId)).status).toBe("CANCELLED");
  await expect.poll(() => traces(buildId)).toEqual({ leftovers: [], images: [] });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("docker-"))).toHaveLength(before);
});

test("a newer build takes the place of the one that runs", async () => {
  const { id, buildId } = await buildFrom({
    Dockerfile: `FROM ${base}\nRUN echo ${Date.now()} && sleep 2\n`,
  });
  await client.waitFor(id, buildId, ({ steps }) => steps?.length === 2);
  const newer = await client.start(id);
  expect(await client.waitFor(id, buildId)).toMatchObject({
    status: "CANCELLED",
    reason: "Superseded by a newer build",
  });
  expect((await client.waitFor(id, newer)).status).toBe("COMPLETED");
});

test("a worker killed half-way: its build is taken up by the next, and nothing is orphaned", async () => {
  const { id, buildId } = await buildFrom({
    Dockerfile: `FROM ${base}\nRUN echo ${Date.now()} && sleep 3\n`,
  });
  await client.waitFor(id, buildId, ({ steps }) => steps?.length === 2);
  process.kill(findProcess(product, "worker"), "SIGKILL");
  const build = await client.waitFor(id, buildId, undefined, 60);
  expect(build.status).toBe("COMPLETED");
  expect((await client.log(id, buildId)).join("\n")).toContain("starting over");
  const { leftovers, images } = await traces(buildId);
  expect(leftovers.map(({ containers }) => containers).filter((count) => count > 0)).toEqual([]);
  expect(images).toEqual([build.imageUri]);
}, 120_000);

test("a hundred thousand numbered lines, as fast as they come, are all there and in order", async () => {
  const { id, buildId } = await buildFrom({
    Dockerfile: `FROM ${base}\nRUN echo ${Date.now()} && seq 100000\n`,
  });
  await client.waitFor(id, buildId);
  const numbers = (await client.log(id, buildId)).filter((line) => /^\d{1,6}$/.test(line)).map(Number);
  expect(numbers).toEqual(Array.from({ length: 100_000 }, (_, index) => index + 1));
}, 120_000);

test("with a registry the image is pushed and named by the digest that the registry has", async () => {
  await product.stop();
  const registry: TestRegistry = await startTestRegistry();
  try {
    await start({ REGISTRY_URL: registry.url });
    const { id, buildId } = await buildFrom({ Dockerfile: `FROM ${base}\nRUN echo pushed\n` });
    const build = await client.waitFor(id, buildId);
    expect(build, (await client.log(id, buildId)).join("\n")).toMatchObject({ status: "COMPLETED" });
    expect(build.phases.map(({ phase }) => phase)).toContain("pushing");
    const [name = "", digest = ""] = (await imageOf(id))?.split("@") ?? [];
    expect(name).toBe(`${registry.host}/plimsoll/${id}`);
    const manifest = await fetch(`${registry.url}/v2/plimsoll/${id}/manifests/${buildId}`, {
      method: "HEAD",
      headers: { accept: "application/vnd.docker.distribution.manifest.v2+json" },
    });
    expect(manifest.headers.get("docker-content-digest")).toBe(digest);
  } finally {
    await registry.stop();
  }
}, 180_000);
