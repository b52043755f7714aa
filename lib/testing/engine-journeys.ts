import { findTestEngine } from "./engine";
import { openContents } from "./engine-contents";
import { buildGreeter } from "./greeter-image";
import { test as base } from "./journeys";

/** With the worker, the gateway and the engine that the product has. */
export const test = base.extend<{ contents: ReturnType<typeof openContents> }, { image: string }>({
  /** The greeter's, on the product's engine. */
  image: [
    async ({ browserName: _ }, use) => {
      const address = findTestEngine();
      await use(address === null ? "" : await buildGreeter(address));
    },
    { scope: "worker" },
  ],
  contents: async ({ browserName: _ }, use, testInfo) => {
    const address = findTestEngine();
    // The set-up has said so as well, once for all.
    testInfo.skip(address === null, "There is no container engine, and only root can start one");
    await use(openContents(address ?? ""));
  },
});
