import { removeHome, startProduct, testAdministrator } from "#lib/testing/product";

/** One product for all journeys, with an administrator from the start. A journey of the first run starts its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const product = await startProduct(testAdministrator);
  process.env.PLIMSOLL_TEST_URL = product.url;
  return async () => {
    await product.stop();
    removeHome(product.home);
  };
}
