import { expect, inject, test } from "vitest";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import type { BuildEvent } from "#lib/engines/engine";
import { packContext } from "./build-context";

/** What other live tests build on: a shell, node, a user, packages from the registry. */
test("the base image has node, npm that reaches its registry, and a user", async () => {
  const engine = makeDockerEngine(inject("engineAddress"));
  const ids = { buildId: `base${process.pid}`, artifactId: "base-image" };
  const printed: string[] = [];
  const onEvent = (event: BuildEvent) => {
    if (event.kind === "output") printed.push(event.text);
  };
  const manifest = { name: "small", version: "1.0.0", dependencies: { "is-number": "7.0.0" } };
  const built = await engine.build(
    {
      ...ids,
      context: packContext({
        Dockerfile: [
          `FROM ${inject("baseImage")}`,
          "WORKDIR /app",
          "COPY package.json .",
          "RUN npm install --no-audit --no-fund && node -p 'require(\"is-number\")(7)'",
          "USER node",
          "RUN id -u",
        ].join("\n"),
        "package.json": JSON.stringify(manifest),
      }),
      dockerfile: "Dockerfile",
      limits: { memoryBytes: 512 * 2 ** 20 },
      onEvent,
    },
    AbortSignal.timeout(50_000),
  );
  expect(printed.join("")).toMatch(/\ntrue\n1000\n$/);
  await engine.removeImage(built.imageId, AbortSignal.timeout(10_000));
});
