import { expect, test } from "vitest";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { describeDockerd, startDockerd } from "#lib/start/dockerd";
import { canRunDockerd } from "#lib/start/engine";
import { baseImage, ensureBaseImage } from "#lib/testing/base-image";
import { BuildClient } from "#lib/testing/build-client";
import { makeEngineFolder, removeDockerd } from "#lib/testing/engine";
import { makeHome, removeHome, startProduct, testAdministrator } from "#lib/testing/product";

// The engine of the whole run serves other tests; one that may be stopped has to be started, which takes root.
test.runIf(canRunDockerd())(
  "a build waits for an engine that is gone, says so, and goes on when it is back",
  async () => {
    const folder = makeEngineFolder();
    const options = describeDockerd(folder);
    let engine = await startDockerd(options);
    await ensureBaseImage(options.address);
    const home = makeHome();
    const product = await startProduct({ ...testAdministrator, DOCKER_HOST: options.address }, home);
    try {
      const client = new BuildClient(product.url, testAdministrator.PLIMSOLL_ADMIN_TOKEN);
      const id = await client.makeDraft(
        await client.upload({ Dockerfile: `FROM ${baseImage}\nRUN echo here && sleep 4\n` }),
      );
      const buildId = await client.start(id);
      await client.waitFor(id, buildId, ({ steps }) => steps?.length === 2);
      // Asked to stop in good order it would let the build end first.
      engine.kill();
      await engine.exited;
      const waiting = await client.waitFor(id, buildId, ({ status }) => status === "PENDING");
      expect(waiting).toMatchObject({ status: "PENDING" });
      expect(waiting.reason).toMatch(/^Waiting for the container engine: /);

      // One that is asked for meanwhile waits as well.
      const other = await client.makeDraft(
        await client.upload({ Dockerfile: `FROM ${baseImage}\nRUN echo other\n` }),
      );
      const otherId = await client.start(other);
      engine = await startDockerd(options);
      expect((await client.waitFor(id, buildId)).status).toBe("COMPLETED");
      expect((await client.waitFor(other, otherId)).status).toBe("COMPLETED");
      expect((await client.log(id, buildId)).join("\n")).toContain("Waiting for it.");
      const signal = AbortSignal.timeout(30_000);
      expect((await makeDockerEngine(options.address).check(signal)).containers).toBe(0);
    } finally {
      await product.stop();
      removeHome(home);
      await engine.stop();
      await removeDockerd(options, await startDockerd(options), folder);
    }
  },
  240_000,
);
