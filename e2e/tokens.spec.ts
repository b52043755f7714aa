import { expect, test } from "#lib/testing/journeys";

test("a token is shown once, works, and stops working when revoked", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  await page.goto("/account/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("Name", { exact: true }).fill("ci-deploy");
  await page.getByLabel("Ends after").selectOption("30 days");
  await page.getByRole("button", { name: "Make the token" }).click();
  const dialog = page.getByRole("dialog", { name: "Your new token" });
  const token = (await dialog.getByText(/^plm_/).textContent()) ?? "";
  const headers = { authorization: `Bearer ${token}` };
  expect((await page.request.get("/api/v2/artifacts/", { headers })).status()).toBe(200);
  await dialog.getByRole("button", { name: "Done" }).click();

  await page.reload();
  const row = page.getByRole("row", { name: /ci-deploy/ });
  await expect(row).toContainText("in 4 wk");
  await expect(page.getByText(token)).toHaveCount(0);
  await row.getByRole("button", { name: "Revoke… ci-deploy" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("ci-deploy is revoked")).toBeVisible();
  await expect(row).toHaveCount(0);
  expect((await page.request.get("/api/v2/artifacts/", { headers })).status()).toBe(401);
});
