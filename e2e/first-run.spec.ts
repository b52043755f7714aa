import { test as base, expect, findFaults, pasteDocument } from "#lib/testing/journeys";
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

const mistaken = `
name: claims-agent
description: LangGraph agent with a cache beside it
spec:
  containerGroups:
    - name: default
      containers:
        - name: agent
          imageUri: ghcr.io/acme/claims-agent:2.4.1
          primary: true
          port: 80
          environmentVars:
            - { name: REDIS_URL, value: "redis://127.0.0.1:6379/0" }
            - { name: LOG_LEVEL, value: info }
            - { name: REDIS_URL, value: "redis://127.0.0.1:6379/1" }
          readinessProbe: { path: /readyz, port: 8080 }
        - name: Cache
          imageUri: docker.io/library/redis:7.4-alpine
`;

test("from an empty installation to two locked versions, shared with somebody who sees just that", async ({
  openPage,
  product,
}) => {
  test.setTimeout(300_000);
  const page = await openPage(null, { baseURL: product.url });

  await test.step("the first administrator is made with the link that the server printed", async () => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Nobody has an account yet" })).toBeVisible();
    await page.goto(product.setupUrl ?? "");
    expect(await findFaults(page)).toEqual([]);
    await page.getByLabel("Organization").fill("Acme Claims");
    await page.getByLabel("Your name").fill("Ana Ruiz");
    await page.getByLabel("E-mail").fill("ana@acme.example");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Set up and sign in" }).click();
    await expect(page).toHaveURL("/repositories");
  });

  await test.step("a pasted document shows its mistakes, and is saved when they are corrected", async () => {
    await page.getByRole("link", { name: /An empty document/ }).click();
    const editor = page.getByRole("textbox", { name: "New artifact" });
    await pasteDocument(editor, mistaken.trimStart());
    const problems = page.getByRole("region", { name: "Problems" });
    await expect(problems.getByRole("status")).toContainText("3 errors");
    const correct = async (problem: RegExp, text: string, left: string) => {
      await problems.getByRole("button", { name: problem }).click();
      await page.keyboard.type(text);
      await expect(problems.getByRole("status")).toContainText(left);
    };
    await correct(/^Error: agent · port line 10/, "8080", "2 errors");
    await correct(/^Error: .*name line 14/, "CACHE_URL", "1 error");
    await correct(/^Error: .*name line 16/i, "cache", "no problems");
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByRole("heading", { name: "claims-agent", level: 1 })).toBeVisible();
  });

  const lock = async (version: number) => {
    await page.getByRole("link", { name: "Lock…" }).click();
    await page.getByLabel("Reason").fill(`Reviewed for release ${version}`);
    await page.getByRole("button", { name: `Lock as version ${version}` }).click();
    await expect(page.getByText(`locked as v${version}`)).toBeVisible();
  };

  await test.step("it is locked, cloned, and the clone locked", async () => {
    await lock(1);
    const remove = page.getByRole("button", { name: "Delete…" });
    await expect(remove).toHaveAttribute("aria-disabled", "true");
    await remove.hover();
    await expect(page.getByRole("tooltip")).toContainText("kept for ever");
    await page.getByRole("button", { name: "Clone…" }).click();
    await page.getByRole("button", { name: "Clone", exact: true }).click();
    await expect(page.getByRole("heading", { name: "claims-agent-next", level: 1 })).toBeVisible();
    await lock(2);
  });

  await test.step("the repository shows both, and cannot be deleted", async () => {
    await page.getByRole("main").getByRole("link", { name: "claims-agent", exact: true }).first().click();
    await expect(page).toHaveURL(/\/repositories\//);
    await expect(page.getByRole("row", { name: /^v1/ })).toContainText("Reviewed for release 1");
    await expect(page.getByRole("row", { name: /^v2/ })).toContainText("from v1");
    await page.getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Delete repository" }).click();
    await expect(dialog.getByRole("alert")).toContainText("claims-agent-next");
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });
  const repository = page.url();

  const link = await test.step("somebody else is added", async () => {
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("button", { name: "Add person" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Marie Okafor");
    await page.getByLabel("E-mail", { exact: true }).fill("marie@acme.example");
    await page.getByRole("button", { name: "Add and make the link" }).click();
    return (
      (await page
        .getByRole("dialog")
        .getByText(/\/password\//)
        .textContent()) ?? ""
    );
  });

  await test.step("the repository is shared with them", async () => {
    await page.goto(`${repository}/access`);
    const names = page.getByRole("combobox", { name: "E-mail addresses and names of groups" });
    await names.fill("nobody@acme.example, marie@acme.example");
    await page.getByLabel("Role", { exact: true }).selectOption("Consumer");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByText(/nobody and no group here called nobody@acme.example/)).toBeVisible();
    const preview = page.getByRole("region", { name: "What saving changes" });
    await expect(preview).toContainText("Gain access (1)");
    await expect(preview).toContainText("as Consumer");
    await page.getByRole("button", { name: "Save access" }).click();
    await expect(preview).toHaveCount(0);
  });

  await test.step("they see both versions, and no more than they were granted", async () => {
    const theirs = await openPage(null, { baseURL: product.url });
    await theirs.goto(link);
    await theirs.getByLabel("New password", { exact: true }).fill("nanoseconds of wire");
    await theirs.getByRole("button", { name: "Save and sign in" }).click();
    await theirs
      .getByRole("row", { name: /claims-agent/ })
      .getByRole("link")
      .first()
      .click();
    await expect(theirs.getByRole("row", { name: /^v1/ })).toBeVisible();
    await expect(theirs.getByRole("row", { name: /^v2/ })).toBeVisible();
    await expect(theirs.getByText("my role: Consumer")).toBeVisible();
    await expect(theirs.getByRole("link", { name: "Access" })).toHaveCount(0);
    await expect(theirs.getByRole("link", { name: "Activity" })).toHaveCount(0);
    await expect(theirs.getByRole("link", { name: "People" })).toHaveCount(0);
    for (const name of ["New version", "Delete…"])
      await expect(theirs.getByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
    expect((await theirs.goto(`${repository}/access`))?.status()).toBe(403);
    expect((await theirs.goto(`${repository}/activity`))?.status()).toBe(403);
  });
});
