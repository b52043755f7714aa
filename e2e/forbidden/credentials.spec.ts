import { makePerson, makeToken } from "#lib/testing/actors";
import { makeDocument } from "#lib/testing/factories";
import { expect, test } from "#lib/testing/journeys";

test("a deactivated person is out at once, in the browser and with a token", async ({
  organization,
  openPage,
}) => {
  const person = await makePerson(organization.id);
  const theirs = await openPage(person);
  await theirs.goto("/repositories");
  await expect(theirs).toHaveURL("/repositories");

  const page = await openPage(organization.administrator);
  await page.goto(`/admin/people?search=${person.email}`);
  await page.getByRole("button", { name: /Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Deactivate…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("is deactivated")).toBeVisible();

  await theirs.getByRole("link", { name: "Artifacts" }).click();
  await expect(theirs).toHaveURL(/\/sign-in/);
  const headers = { authorization: `Bearer ${person.token}` };
  expect((await theirs.request.get("/api/v2/artifacts", { headers })).status()).toBe(401);
});

test("a read-only token reads and does not write", async ({ organization, request }) => {
  const token = await makeToken(organization.administrator.id, { readOnly: true });
  const headers = { authorization: `Bearer ${token}` };
  expect((await request.get("/api/v2/artifacts", { headers })).status()).toBe(200);
  const written = await request.post("/api/v2/artifacts", { headers, data: makeDocument() });
  expect(written.status()).toBe(403);
});

test("another site cannot use the session of a browser", async ({ organization, openPage, baseURL }) => {
  const page = await openPage(organization.administrator);
  const write = async (headers: Record<string, string>) =>
    (await page.request.post("/api/v2/artifacts", { headers, data: makeDocument() })).status();
  expect(await write({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await write({ origin: "https://evil.example" })).toBe(403);
  expect(await write({ "sec-fetch-site": "same-site" })).toBe(403);
  expect(await write({ origin: baseURL ?? "", "sec-fetch-site": "same-origin" })).toBe(201);

  const read = await page.request.get("/api/v2/artifacts", { headers: { "sec-fetch-site": "cross-site" } });
  expect(read.status()).toBe(403);
});
