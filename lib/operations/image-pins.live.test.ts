import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { BuildClient } from "#lib/testing/build-client";
import { packContext } from "#lib/testing/build-context";
import { makeContainer, makeDocument } from "#lib/testing/factories";
import { makeHome, type Product, removeHome, startProduct, testAdministrator } from "#lib/testing/product";
import { startTestRegistry, type TestRegistry } from "#lib/testing/registry";

const engine = makeDockerEngine(inject("engineAddress"));
const signal = AbortSignal.timeout(600_000);
const name = `pins${process.pid}`;
const home = makeHome();
let registry: TestRegistry;
let product: Product;
let client: BuildClient;

beforeAll(async () => {
  registry = await startTestRegistry();
  product = await startProduct({ ...testAdministrator, REGISTRY_ALLOW_PRIVATE: registry.host }, home);
  client = new BuildClient(product.url, testAdministrator.PLIMSOLL_ADMIN_TOKEN);
}, 180_000);
afterAll(async () => {
  for (const { id, names } of await engine.listImages({ label: "plimsoll.build" }, signal))
    if (names.some((one) => one.startsWith(`plimsoll/pins:${name}`))) await engine.removeImage(id, signal);
  await product.stop();
  await registry.stop();
  removeHome(home);
});

/** Builds an image of its own and pushes it; its digest. */
async function push(reference: string, marker: string, ...lines: string[]): Promise<string> {
  const dockerfile = [`FROM ${inject("baseImage")}`, `ENV MARKER=${marker}`, ...lines].join("\n");
  const { imageId } = await engine.build(
    {
      buildId: `${name}${marker}`,
      artifactId: "pins",
      context: packContext({ Dockerfile: dockerfile }),
      dockerfile: "Dockerfile",
      limits: { memoryBytes: 2 ** 28 },
      onEvent: () => undefined,
    },
    signal,
  );
  return (await engine.push({ imageId, reference, onEvent: () => undefined }, signal)).digest;
}

const known = z.object({ version: z.int().nullable(), id: z.string(), spec: z.unknown() });
const told = z.object({
  images: z.tuple([z.looseObject({ digest: z.string().nullable(), moved: z.boolean() })]),
  warnings: z.array(z.object({ code: z.string() })),
});

async function ask<Shape extends z.ZodType>(shape: Shape, method: string, path: string, body?: unknown) {
  const { status, text } = await client.call(method, path, body);
  expect(status, text).toBeLessThan(300);
  return shape.parse(JSON.parse(text));
}

/** Past the minute that the server remembers, without waiting for it: nothing is remembered after a restart. */
async function restart(): Promise<void> {
  await product.stop();
  product = await startProduct({ ...testAdministrator, REGISTRY_ALLOW_PRIVATE: registry.host }, home);
  client = new BuildClient(product.url, testAdministrator.PLIMSOLL_ADMIN_TOKEN);
}

test("a locked version runs what its tag meant, and says that the tag has moved since", async () => {
  const image = `${registry.host}/team/app:1`;
  const first = await push(image, "one", "USER 1000", "EXPOSE 8080");
  const spec = { containerGroups: [{ containers: [makeContainer({ imageUri: image })] }] };
  const { id } = await ask(known, "POST", "/artifacts", makeDocument({ spec }));
  const preview = await ask(told, "POST", `/artifacts/${id}/lock?dryRun=true`);
  expect(preview.images[0]).toMatchObject({ digest: first, facts: { user: "1000" }, problem: null });
  expect(preview.warnings.map(({ code }) => code)).toEqual(["no_readiness_probe"]);

  const second = await push(image, "two", "USER root");
  // What the dialog showed is up to a minute old; locking asks anew.
  const locked = await ask(known, "POST", `/artifacts/${id}/lock`);
  expect(locked.spec).toMatchObject({ containerGroups: [{ containers: [{ imageUri: image }] }] });
  const pinned = { digest: second, problem: null };
  expect((await ask(told, "GET", `/artifacts/${id}/images`)).images[0]).toMatchObject({ pin: pinned });

  const third = await push(image, "three", "USER 1000", "EXPOSE 3000");
  await restart();
  const moved = await ask(told, "GET", `/artifacts/${id}/images`);
  expect(moved.images[0]).toMatchObject({
    pin: pinned,
    digest: third,
    moved: true,
    facts: { digest: second },
  });
  // Of what it runs, not of what the tag means now.
  expect(moved.warnings.map(({ code }) => code)).toEqual(["runs_as_root", "port_not_exposed"]);
  expect(await ask(known, "GET", `/artifacts/${id}`)).toEqual(locked);

  const other = await ask(known, "POST", "/artifacts", makeDocument({ spec, status: "locked" }));
  expect((await ask(told, "GET", `/artifacts/${other.id}/images`)).images[0]).toMatchObject({
    pin: { digest: third },
    moved: false,
  });
}, 180_000);
