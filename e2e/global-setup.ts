import { openTestEngine } from "#lib/testing/engine";
import { removeHome, startProduct, testAdministrator } from "#lib/testing/product";
import { accessVariables } from "#lib/testing/product-access";

/** One product for all journeys, with an administrator from the start. A journey of the first run starts its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const engine = await openTestEngine((text) => process.stderr.write(`${text}\n`));
  const product = await startProduct({ ...testAdministrator, DOCKER_HOST: engine?.address ?? "none" });
  // Fixtures make people and sessions by operations in the worker's own process, over the product's database.
  Object.assign(process.env, accessVariables(product.home), {
    LOG_LEVEL: "silent",
    PLIMSOLL_TEST_URL: product.url,
  });
  return async () => {
    await product.stop();
    removeHome(product.home);
    await engine?.stop();
  };
}
