import type { Page } from "@playwright/test";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { expect, findFaults, test } from "#lib/testing/journeys";
import { type ManyVersions, makeManyVersions } from "#lib/testing/many-versions";

const open = async (page: Page, { repositoryId }: ManyVersions, query = "") => {
  await page.goto(`/repositories/${repositoryId}/lineage${query}`);
  await expect(nodes(page).first()).toBeVisible();
};
const nodes = (page: Page) => page.getByRole("list", { name: "Versions and drafts" }).getByRole("link");
const details = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const focused = (page: Page) => page.locator(":focus");

test("the graph is a list of links whose names say what the drawing says", async ({
  organization,
  openPage,
}) => {
  const made = await makeManyVersions(await actorOf(organization.administrator), { versions: 2, drafts: 2 });
  const page = await openPage(organization.administrator);
  await open(page, made, `?node=${made.versionIds[1]}`);
  await expect(page.getByRole("region", { name: "Lineage" })).toMatchAriaSnapshot(`
    - region "Lineage":
      - region "Graph of versions and drafts, from left to right in time":
        - list "Versions and drafts":
          - listitem:
            - link /v1, locked, agent 1, by Ada \\w+ Lovelace, (\\d+ \\w+ ago|yesterday)/
          - listitem:
            - link /Draft, spike-1, by Ada \\w+ Lovelace, (\\d+ \\w+ ago|yesterday), cloned from v1/
          - listitem:
            - link /v2, locked, agent 2, by Ada \\w+ Lovelace, (\\d+ \\w+ ago|yesterday), cloned from v1/
          - listitem:
            - link /Draft, agent, by Ada \\w+ Lovelace, (now|\\d+ \\w+ ago)/
      - toolbar "Zoom":
        - button "Zoom out"
        - button "Zoom in"
        - button "Show all of it"
      - region "agent 2":
        - heading "agent 2" [level=2]
        - button "Close the details"
        - term: Status
        - definition: locked as v2
        - term: By
        - definition: /Ada \\w+ Lovelace/
        - term: Locked
        - definition:
          - time
        - term: Made
        - definition:
          - time
        - term: Cloned from
        - definition:
          - button "v1"
        - term: Digest
        - definition:
          - button "Copy digest"
        - link "Open"
        - link "Compare with v1"
        - button "Clone…"
  `);
});

test("by keyboard alone: into the graph, along its edges, details open and closed", async ({
  organization,
  openPage,
}) => {
  const actor = await actorOf(organization.administrator);
  const made = await makeManyVersions(actor, { versions: 500, drafts: 100 });
  const page = await openPage(organization.administrator);
  await open(page, made);
  await page.getByRole("link", { name: "Activity" }).focus();
  await page.keyboard.press("Tab");
  await expect(focused(page)).toHaveAccessibleName(
    "Graph of versions and drafts, from left to right in time",
  );
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("-");
  await page.keyboard.press("Tab");
  await expect(focused(page)).toHaveAccessibleName(/^v500, locked/);

  for (const [key, name] of [
    ["ArrowLeft", /^v490, locked/],
    ["ArrowLeft", /^v489, locked/],
    ["ArrowRight", /^v490, locked/],
    ["Home", /^v1, locked/],
    ["ArrowDown", /^Draft, spike-1,/],
    ["ArrowUp", /^v\d, locked/],
    ["End", /^Draft, agent,/],
    ["Home", /^v1, locked/],
  ] as const) {
    await page.keyboard.press(key);
    await expect(focused(page)).toHaveAccessibleName(name);
    await expect(focused(page)).toBeInViewport();
  }
  await page.keyboard.press("Enter");
  await expect(details(page, "agent 1")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(details(page, "agent 2")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`\\?node=${made.versionIds[1]}$`));
  await page.keyboard.press("Escape");
  await expect(details(page, "agent 2")).toBeHidden();
  await expect(page).not.toHaveURL(/node=/);
  await expect(focused(page)).toHaveAccessibleName(/^v2, locked/);
});

test("what is selected is in the URL and stands after a reload, far from the newest", async ({
  organization,
  openPage,
}) => {
  const actor = await actorOf(organization.administrator);
  const made = await makeManyVersions(actor, { versions: 500, drafts: 100 });
  const page = await openPage(organization.administrator);
  await open(page, made);
  await nodes(page).filter({ hasText: /^v497/ }).click();
  await expect(details(page, "agent 497")).toBeVisible();
  await open(page, made, `?node=${made.versionIds[199]}`);
  for (const step of ["opened", "reloaded"]) {
    await expect(details(page, "agent 200"), step).toBeVisible();
    await expect(details(page, "agent 200")).toContainText("v197");
    await expect(nodes(page).filter({ hasText: /^v200/ })).toBeInViewport();
    if (step === "opened") await page.reload();
  }
  const compare = page.getByRole("link", { name: "Compare with v190" });
  await expect(compare).toHaveAttribute(
    "href",
    `/compare?ids=${made.versionIds[189]}&ids=${made.versionIds[199]}`,
  );
  await details(page, "agent 200").getByRole("button", { name: "v190", exact: true }).click();
  await expect(details(page, "agent 190")).toBeVisible();
  await expect(nodes(page).filter({ hasText: /^v190/ })).toBeInViewport();
  await page.getByRole("button", { name: "Clone…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("from-the-graph");
  await page.getByRole("dialog").getByRole("button", { name: "Clone" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "from-the-graph" })).toBeVisible();
});

test("the wheel and a drag move it, Ctrl and the wheel zoom, all of it fits", async ({
  organization,
  openPage,
}) => {
  const actor = await actorOf(organization.administrator);
  const made = await makeManyVersions(actor, { versions: 100, drafts: 10 });
  const page = await openPage(organization.administrator);
  await open(page, made);
  const named = (version: string) => nodes(page).filter({ hasText: new RegExp(`^${version}$`) });
  await expect(named("v100")).toBeInViewport();
  await named("v100").hover();
  await page.mouse.wheel(0, -20_000);
  await expect(named("v1")).toBeInViewport();
  const { x = 0, y = 0 } = (await named("v3").boundingBox()) ?? {};
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 150, y, { steps: 5 });
  await page.mouse.up();
  // The end of a drag over a mark selects nothing.
  await expect(page).not.toHaveURL(/node=/);
  await expect
    .poll(async () => Math.round((await named("v3").boundingBox())?.x ?? 0))
    .toBe(Math.round(x - 150));
  await page.getByRole("button", { name: "Show all of it" }).click();
  await expect(named("v100")).toBeInViewport();
  await expect(named("v10")).toBeInViewport();
  await page.keyboard.down("Control");
  await named("v10").hover();
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect(named("v11")).toBeInViewport();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no fault in ${colorScheme}, wide and narrow, with a selection and all in view`, async ({
    organization,
    openPage,
  }) => {
    const actor = await actorOf(organization.administrator);
    const made = await makeManyVersions(actor, { versions: 120, drafts: 30 });
    for (const width of [1280, 390]) {
      const page = await openPage(organization.administrator, {
        colorScheme,
        viewport: { width, height: 800 },
      });
      await open(page, made, `?node=${made.versionIds[39]}`);
      expect(await findFaults(page)).toEqual([]);
      await page.getByRole("button", { name: "Show all of it" }).click();
      await expect(nodes(page).filter({ hasText: /^v100$/ })).toBeInViewport();
      expect(await findFaults(page)).toEqual([]);
    }
  });
}

test("a stranger's lineage is not there", async ({ organization, openPage }) => {
  const made = await makeManyVersions(await actorOf(organization.administrator), { versions: 2, drafts: 1 });
  const stranger = (await makeOrganization()).administrator;
  const page = await openPage(stranger);
  expect((await page.goto(`/repositories/${made.repositoryId}/lineage`))?.status()).toBe(404);
  const answer = await page.request.get(`/api/v2/artifactRepositories/${made.repositoryId}/lineage`, {
    headers: { authorization: `Bearer ${stranger.token}` },
  });
  expect(answer.status()).toBe(404);
});
