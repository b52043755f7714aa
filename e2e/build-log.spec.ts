import type { Page } from "@playwright/test";
import { actorOf, makeOrganization, makePerson, type TestOrganization } from "#lib/testing/actors";
import {
  type MadeBuild,
  makeFailedBuild,
  makeGoodBuild,
  makeRunningBuild,
  workOn,
} from "#lib/testing/builds";
import { grant, makeArtifact } from "#lib/testing/factories";
import { expect, findFaults, test } from "#lib/testing/journeys";

const lines = (page: Page) => page.locator("[data-line]");
const line = (page: Page, number: number) => page.locator(`[data-line="${number}"]`);
const open = (page: Page, { id, buildId }: MadeBuild, hash = "") =>
  page.goto(`/artifacts/${id}/builds/${buildId}${hash}`);

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

/** A build that goes on, with lines that say their numbers. */
async function makeLongBuild({ administrator }: TestOrganization, count: number): Promise<MadeBuild> {
  const build = await makeRunningBuild(await actorOf(administrator));
  const work = workOn(build);
  for (let from = 1; from <= count; from += 1_000)
    await work.log(numbered(from, Math.min(count, from + 999)));
  return build;
}

test("a failed build opens at its first error, beside the last good one", async ({
  organization,
  openPage,
}) => {
  const actor = await actorOf(organization.administrator);
  const { id } = await makeArtifact(actor);
  await makeGoodBuild(actor, id);
  await makeFailedBuild(actor, id);
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${id}/builds`);
  await expect(page.getByRole("row", { name: /Build 2/ })).toContainText("failed in step 3");
  await page.getByRole("link", { name: "Build 2" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Build 2" })).toBeVisible();
  await expect(page.getByText("ended with exit code 1").first()).toBeVisible();
  await expect(line(page, 7)).toContainText("npm error code ERESOLVE");
  await expect(line(page, 7)).toContainText("first error");
  // The steps that went well are folded.
  await expect(page.getByRole("button", { name: "Step 1: FROM node:22-slim" })).toHaveAttribute(
    "aria-expanded",
    "false",
  );
  await expect(page.getByRole("button", { name: "Step 3: RUN npm ci" })).toHaveAttribute(
    "aria-expanded",
    "true",
  );

  await page.getByRole("button", { name: /Beside last good/ }).click();
  const [own, good] = [
    page.getByRole("region", { name: "Log of build 2", exact: true }),
    page.getByRole("region", { name: "Log of build 1", exact: true }),
  ];
  await expect(own.locator('[data-line="6"]')).toContainText("differs from here");
  await expect(good.locator('[data-line="6"]')).toContainText("differs from here");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findFaults(page), colorScheme).toEqual([]);
  }
});

test("lines have addresses, alone and as ranges, by pointer and by keyboard", async ({
  organization,
  openPage,
}) => {
  const build = await makeLongBuild(organization, 100_000);
  await workOn(build).end({ status: "CANCELLED", reason: "Cancelled" });
  const page = await openPage(organization.administrator);
  await open(page, build, "#L54321-L54323");
  for (const number of [54_321, 54_322, 54_323])
    await expect(line(page, number)).toHaveAttribute("data-pointed", "true");
  await expect(line(page, 54_321)).toContainText("line 54321");
  await line(page, 54_325)
    .getByRole("link")
    .click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/#L54321-L54325$/);
  await line(page, 54_320).getByRole("link").click();
  await expect(page).toHaveURL(/#L54320$/);
  await page.keyboard.press("J");
  await page.keyboard.press("J");
  await expect(page).toHaveURL(/#L54320-L54322$/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.keyboard.press("c");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("line 54320\nline 54321\nline 54322");
  await page.keyboard.press("End");
  await expect(line(page, 100_000)).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(line(page, 1)).toBeInViewport();
});

test("the whole log is searched: how often, the next, the one before", async ({ organization, openPage }) => {
  const build = await makeLongBuild(organization, 50_000);
  await workOn(build).end({ status: "CANCELLED", reason: "Cancelled" });
  const page = await openPage(organization.administrator);
  await open(page, build);
  const field = page.getByRole("searchbox", { name: "Search the whole log" });
  // The page is there before its script listens to keys.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();
  await field.press("ControlOrMeta+a");
  await page.keyboard.type("LINE 4999");
  await expect(page.getByText("1 of 11")).toBeVisible();
  await expect(line(page, 4_999)).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 of 11")).toBeVisible();
  await expect(line(page, 49_990)).toBeInViewport();
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Shift+Enter");
  await expect(page.getByText("11 of 11")).toBeVisible();
  await expect(line(page, 49_999)).toBeInViewport();
  await expect(line(page, 49_999).locator("mark")).toHaveText("line 4999");
});

test("a log that grows is followed until one scrolls up, and again from its end", async ({
  organization,
  openPage,
}) => {
  const build = await makeLongBuild(organization, 500);
  const work = workOn(build);
  const page = await openPage(organization.administrator);
  await open(page, build);
  await expect(line(page, 500)).toBeInViewport();
  await work.log(numbered(501, 700));
  await expect(line(page, 700)).toBeInViewport();
  await lines(page).first().hover();
  await page.mouse.wheel(0, -2_000);
  await expect(page.getByRole("button", { name: "Follow" })).toHaveAttribute("aria-pressed", "false");
  await work.log(numbered(701, 900));
  await expect(line(page, 900)).toHaveCount(0);
  await page.keyboard.press("End");
  await expect(line(page, 900)).toBeInViewport();
  await work.log(numbered(901, 950));
  await expect(line(page, 950)).toBeInViewport();
  await work.end({ status: "FAILED", reason: "It was too long" });
  await expect(page.getByText("It was too long")).toBeVisible();
  await expect(page.getByRole("button", { name: "Follow" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
});

test("it is cancelled where it is watched, and a viewer may not", async ({ organization, openPage }) => {
  const build = await makeLongBuild(organization, 10);
  const viewer = await makePerson(organization.id);
  await grant(organization.id, { artifactId: build.id }, viewer, "CONSUMER");
  const theirs = await openPage(viewer);
  await open(theirs, build);
  await expect(line(theirs, 10)).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Cancel" })).toHaveAttribute("aria-disabled", "true");
  const page = await openPage(organization.administrator);
  await open(page, build);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("being cancelled").first()).toBeVisible();
  await expect(theirs.getByText("being cancelled").first()).toBeVisible();
  await workOn(build).end({ status: "CANCELLED" });
  await expect(page.getByText(/^Cancelled by/)).toBeVisible();
  const stranger = await openPage((await makeOrganization()).administrator);
  expect((await open(stranger, build))?.status()).toBe(404);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no fault in ${colorScheme}, 390 wide, with colours, wrapped, searched and pointed at`, async ({
    organization,
    openPage,
  }) => {
    const build = await makeFailedBuild(await actorOf(organization.administrator));
    const page = await openPage(organization.administrator, {
      colorScheme,
      viewport: { width: 390, height: 800 },
    });
    await open(page, build, "#L6-L7");
    await page.getByRole("button", { name: "Wrap" }).click();
    await page.getByRole("searchbox").fill("npm");
    await expect(page.getByText("1 of 7")).toBeVisible();
    expect(await findFaults(page)).toEqual([]);
  });
}
