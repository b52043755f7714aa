import { expect, test } from "@playwright/test";
import { z } from "zod";
import { makeHome, removeHome, startProduct, testAdministrator } from "#lib/testing/product";

const { PLIMSOLL_ADMIN_EMAIL: email, PLIMSOLL_ADMIN_PASSWORD: password } = testAdministrator;
const headers = { authorization: `Bearer ${testAdministrator.PLIMSOLL_ADMIN_TOKEN}` };
const spec = { containerGroups: [{ containers: [{ imageUri: "registry.example/app:1", port: 8080 }] }] };

test("a tab that outlives the server is told again when it is back", async ({ page }) => {
  const home = makeHome();
  const first = await startProduct(testAdministrator, home);
  const { port } = new URL(first.url);
  const made = await page.request.post(`${first.url}/api/v2/artifacts`, {
    headers,
    data: { name: "outlived", spec },
  });
  const { id } = z.object({ id: z.string() }).parse(await made.json());
  await page.goto(`${first.url}/sign-in?next=/artifacts/${id}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "outlived" })).toBeVisible();
  await first.stop();

  const second = await startProduct({ ...testAdministrator, PORT: port }, home);
  const locked = await page.request.post(`${second.url}/api/v2/artifacts/${id}/lock`, { headers, data: {} });
  expect(locked.status()).toBe(200);
  // The longest the tab waits before it asks again.
  await expect(page.getByText("locked as v1")).toBeVisible({ timeout: 30_000 });
  await second.stop();
  removeHome(home);
});
