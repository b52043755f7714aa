import type { Locator, Page } from "@playwright/test";
import { test as base, expect } from "#lib/testing/journeys";
import { type Product, removeHome, startProduct } from "#lib/testing/product";

const test = base.extend<{ product: Product }>({
  /** An installation of its own, in which there is nobody yet. */
  product: async ({ browserName: _ }, use) => {
    const product = await startProduct();
    await use(product);
    await product.stop();
    removeHome(product.home);
  },
});

/** Tab until the focus is there, as somebody without a mouse would; never a click, never a focus by script. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The tab key does not reach ${target}`);
}

async function fill(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

test("from a fresh installation to a locked version with the keyboard only", async ({
  openPage,
  product,
}) => {
  test.setTimeout(300_000);
  const page = await openPage(null, { baseURL: product.url });
  const { keyboard } = page;
  const problems = page.getByRole("region", { name: "Problems" }).getByRole("status");

  await test.step("the first administrator", async () => {
    await page.goto(product.setupUrl ?? "");
    await fill(page, "Organization", "Acme Claims");
    await fill(page, "Your name", "Ana Ruiz");
    await fill(page, "E-mail", "ana@acme.example");
    await fill(page, "Password", "correct horse battery");
    await keyboard.press("Enter");
    await expect(page).toHaveURL("/repositories");
  });

  await test.step("a template is chosen from the starting points", async () => {
    await tabTo(page, page.getByRole("link", { name: /^HTTP service/ }));
    await keyboard.press("Enter");
    await expect(page.getByRole("tree", { name: "Structure of the document" })).toBeVisible();
  });

  await test.step("a sidecar with one key, its image, a probe, and away with a problem", async () => {
    const selected = page.getByRole("treeitem", { selected: true });
    await tabTo(page, selected);
    await keyboard.press("a");
    await expect(page.getByRole("textbox", { name: "Image", exact: true })).toBeFocused();
    await expect(problems).toContainText("1 error");
    await keyboard.type("registry.example/cache:7.4");
    await expect(problems).not.toContainText("error");
    await keyboard.press("Control+s");
    await expect(page.getByRole("heading", { name: "hello-http", level: 1 })).toBeVisible();
  });

  await test.step("edited: the name of the container in its field, saved after a look at the changes", async () => {
    await keyboard.press("e");
    const tree = page.getByRole("tree", { name: "Structure of the document" });
    await expect(tree).toBeVisible();
    await tabTo(page, tree.getByRole("treeitem", { selected: true }));
    await keyboard.press("F2");
    await expect(page.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
    await keyboard.type("front");
    await keyboard.press("Control+s");
    await expect(page.getByRole("dialog")).toContainText("front");
    await keyboard.press("Control+s");
    await expect(page).toHaveURL(/\/artifacts\/[0-9a-f]{24}$/);
    await expect(page.getByRole("heading", { name: "hello-http", level: 1 })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("front");
  });

  const lock = async (version: number) => {
    await keyboard.press("l");
    await fill(page, "Reason", `Reviewed for release ${version}`);
    await tabTo(page, page.getByRole("button", { name: `Lock as version ${version}` }));
    await keyboard.press("Enter");
    await expect(page.getByText(`locked as v${version}`)).toBeVisible();
  };

  await test.step("locked, cloned from the palette, and the clone locked", async () => {
    await lock(1);
    await keyboard.press("Control+k");
    await expect(page.getByRole("combobox")).toBeFocused();
    await keyboard.type("clone");
    await expect(page.getByRole("option", { selected: true })).toContainText("Clone");
    await keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Clone", exact: true }));
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "hello-http-next", level: 1 })).toBeVisible();
    await lock(2);
  });

  await test.step("the repository from the palette, its lineage, and back", async () => {
    await keyboard.press("g");
    await keyboard.press("r");
    await expect(page).toHaveURL("/repositories");
    await tabTo(page, page.getByRole("link", { name: "hello-http", exact: true }));
    await keyboard.press("Enter");
    await expect(page.getByRole("row", { name: /^v2/ })).toContainText("from v1");
    await tabTo(page, page.getByRole("link", { name: "Lineage" }));
    await keyboard.press("Enter");
    await expect(page).toHaveURL(/\/lineage$/);
  });
});
