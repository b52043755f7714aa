import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { actorOf, makePerson } from "#lib/testing/actors";
import { dropFiles } from "#lib/testing/drop-files";
import { grant, makeArtifact } from "#lib/testing/factories";
import { greeterDocument as document, greeterFolder as greeter } from "#lib/testing/greeter";
import { expect, findFaults, test } from "#lib/testing/journeys";

/** While a notice fades, its contrast is not what it is. */
const noticesGone = (page: Page) =>
  expect(page.getByText(/the draft is built from|draft is built from version/)).toHaveCount(0);

test("a folder is uploaded, looked at, changed, compared, and an older version used again", async ({
  organization,
  openPage,
}) => {
  const { id } = await makeArtifact(await actorOf(organization.administrator), document);
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${id}`);
  await page.getByRole("link", { name: "Source" }).click();
  await expect(page.getByText("No source was uploaded")).toBeVisible();

  await page.getByLabel("Choose a folder").setInputFiles(greeter);
  await expect(page.getByText("the draft is built from that now").first()).toBeVisible();
  const versions = page.getByRole("table", { name: "Versions of the source" });
  await expect(versions.getByRole("row", { name: /Version 2 built from this/ })).toBeVisible();
  const files = page.getByRole("list", { name: "Files" });
  await expect(files.getByRole("button")).toHaveText([/^Dockerfile/, /^server\.js/]);
  await expect(page.getByRole("textbox", { name: "Dockerfile" })).toContainText("FROM");
  await files.getByRole("button", { name: /^server\.js/ }).click();
  await expect(page.getByRole("textbox", { name: "server.js" })).toContainText("createServer");
  await expect(page).toHaveURL(/file=server\.js/);
  await noticesGone(page);
  expect(await findFaults(page)).toEqual([]);

  const changed = readFileSync(join(greeter, "server.js"), "utf8").replace("createServer", "makeServer");
  await dropFiles(page, { "server.js": changed, "notes.md": "new" });
  await expect(versions.getByRole("row", { name: /Version 3 built from this/ })).toBeVisible();
  await versions.getByRole("link", { name: "Compare with 2" }).click();
  await expect(page.getByText("1 added, 0 removed, 1 changed")).toBeVisible();
  const changes = page.getByRole("list", { name: "Changed files" });
  await changes.getByRole("button", { name: /server\.js/ }).click();
  await expect(page.getByRole("textbox", { name: "server.js" })).toContainText("makeServer");
  await noticesGone(page);
  expect(await findFaults(page)).toEqual([]);

  await versions.getByRole("button", { name: "Use version 2" }).click();
  await expect(versions.getByRole("row", { name: /Version 2 built from this/ })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await noticesGone(page);
  expect(await findFaults(page)).toEqual([]);
});

test("what is wrong with an upload is said where it was dropped, and nothing is changed", async ({
  organization,
  openPage,
}) => {
  const { id } = await makeArtifact(await actorOf(organization.administrator), document);
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${id}/source`);
  await dropFiles(page, { "source.zip": "this is no archive" });
  await expect(page.getByRole("main").getByRole("alert")).toContainText("not a whole zip archive");
  await expect(page.getByText("No source was uploaded")).toBeVisible();
});

test("whoever may only use an artifact sees its source and cannot change it; a stranger sees nothing", async ({
  organization,
  openPage,
}) => {
  const { id, repositoryId } = await makeArtifact(await actorOf(organization.administrator), document);
  const owner = await openPage(organization.administrator);
  await owner.goto(`/artifacts/${id}/source`);
  await owner.getByLabel("Choose a folder").setInputFiles(greeter);
  await expect(owner.getByText("the draft is built from that now").first()).toBeVisible();

  const person = await makePerson(organization.id);
  const stranger = await openPage(await makePerson(organization.id));
  await grant(organization.id, { repositoryId }, person, "USER");
  const user = await openPage(person);
  await user.goto(`/artifacts/${id}/source`);
  await expect(user.getByRole("list", { name: "Files" }).getByRole("button")).toHaveCount(2);
  await expect(user.getByRole("region", { name: "Drop source here" })).toHaveCount(0);

  const download = user.getByRole("link", { name: "Download" });
  const address = (await download.getAttribute("href")) ?? "";
  expect((await user.request.get(address, { headers: { "sec-fetch-site": "same-origin" } })).status()).toBe(
    200,
  );
  const refused = await stranger.request.get(address, { headers: { "sec-fetch-site": "same-origin" } });
  expect(refused.status()).toBe(404);
  expect((await stranger.goto(`/artifacts/${id}/source`))?.status()).toBe(404);
});
