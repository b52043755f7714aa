import { actorOf } from "#lib/testing/actors";
import { makeArtifact } from "#lib/testing/factories";
import { expect, findFaults, test } from "#lib/testing/journeys";
import { pageExamples } from "#lib/testing/page-examples";
import { makeSite } from "#lib/testing/site";

test("the palette finds and opens anything by keyboard alone", async ({ organization, openPage }) => {
  const actor = await actorOf(organization.administrator);
  const draft = await makeArtifact(actor, { name: "claims-agent" });
  await makeArtifact(actor, { name: "other" });
  const page = await openPage(organization.administrator);
  await page.goto("/repositories");
  const search = page.getByRole("button", { name: "Search or jump to" });
  await search.focus();
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Search or jump to" });
  const box = palette.getByRole("combobox");
  await expect(box).toBeFocused();
  await box.pressSequentially("claims-ag", { delay: 30 });
  await expect(palette.getByRole("option", { name: /claims-agent.*draft/ })).toBeVisible();
  await expect(palette.getByRole("option", { name: /claims-agent.*repository/ })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/artifacts/${draft.id}`);

  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("option", { name: "Edit e" })).toBeVisible();
  await expect(palette.getByRole("group", { name: "Recent" }).getByRole("option")).toHaveText([
    /claims-agent/,
  ]);
  await box.fill("clon");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: /Clone claims-agent/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await box.fill("nothing is called like this");
  await expect(palette.getByText("Nothing is called that")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});

test("the palette says when it cannot search, and asks again", async ({ organization, openPage }) => {
  await makeArtifact(await actorOf(organization.administrator), { name: "claims-agent" });
  const page = await openPage(organization.administrator);
  await page.goto("/artifacts");
  await page.route("**/api/v2/search**", (route) =>
    route.fulfill({ status: 403, json: { detail: "Not now" } }),
  );
  await page.getByRole("button", { name: "Search or jump to" }).click();
  await page.getByRole("combobox").fill("claims");
  await expect(page.getByRole("option", { name: /Not now/ })).toBeVisible();
  await page.unroute("**/api/v2/search**");
  await page.getByRole("option", { name: /Try again/ }).click();
  await expect(page.getByRole("option", { name: /claims-agent.*draft/ })).toBeVisible();
});

for (const look of [
  { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { colorScheme: "dark", viewport: { width: 390, height: 760 } },
] as const) {
  test(`palette and key help without fault in ${look.colorScheme}`, async ({ organization, openPage }, {
    outputDir,
  }) => {
    const draft = await makeArtifact(await actorOf(organization.administrator), { name: "claims-agent" });
    const page = await openPage(organization.administrator, look);
    await page.goto(`/artifacts/${draft.id}`);
    await page.getByRole("button", { name: "Search or jump to" }).click();
    await expect(page.getByRole("option", { name: "Edit e" })).toBeVisible();
    expect(await findFaults(page)).toEqual([]);
    await page.screenshot({ path: `${outputDir}/palette-actions-${look.colorScheme}.png` });
    await page.getByRole("combobox").fill("claims");
    await expect(page.getByRole("option", { name: /claims-agent.*draft/ })).toBeVisible();
    expect(await findFaults(page)).toEqual([]);
    await page.screenshot({ path: `${outputDir}/palette-${look.colorScheme}.png` });
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys on this page" })).toBeVisible();
    expect(await findFaults(page)).toEqual([]);
    await page.screenshot({ path: `${outputDir}/keys-${look.colorScheme}.png` });
  });
}

test("every page lists its keys", async ({ openPage }) => {
  const site = await makeSite();
  const page = await openPage(site.visitor);
  const paths = Object.entries(pageExamples).flatMap(([route, find]) =>
    /^\/(sign-in|setup|password)|^\/$/.test(route) ? [] : find(site).slice(0, 1),
  );
  for (const path of paths) {
    await page.goto(path);
    // In a field a question mark is text.
    await page.getByRole("heading", { level: 1 }).click();
    const keys = page.getByRole("dialog", { name: "Keys on this page" });
    await expect(async () => {
      await page.keyboard.press("?");
      await expect(keys).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(keys.getByRole("region", { name: "Everywhere" }), path).toContainText("Go to Repositories");
    await page.keyboard.press("Escape");
  }
});

test("pages are gone to and acted on by single keys", async ({ organization, openPage }) => {
  const actor = await actorOf(organization.administrator);
  const draft = await makeArtifact(actor, { name: "keyed" });
  const page = await openPage(organization.administrator);
  await page.goto("/repositories");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await expect(page).toHaveURL("/artifacts", { timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole("link", { name: "keyed" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "keyed" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/artifacts/${draft.id}`);
  await page.keyboard.press("l");
  await expect(page.getByRole("dialog", { name: /Lock keyed as version 1/ })).toBeVisible();
  await page.keyboard.press("e");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`/artifacts/${draft.id}`);
  await page.keyboard.press("e");
  await expect(page).toHaveURL(`/artifacts/${draft.id}/edit`);
});

test("a dialog has the focus and the keys, and gives them back", async ({ organization, openPage }) => {
  const draft = await makeArtifact(await actorOf(organization.administrator), { name: "asked" });
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${draft.id}`);
  const opener = page.getByRole("button", { name: "Clone…" });
  const dialog = page.getByRole("dialog");
  await opener.click();
  await expect(dialog.getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("l");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
  await expect(page).toHaveURL(`/artifacts/${draft.id}`);

  await opener.click();
  // A text that is selected past the edge, and a press beside the dialog.
  await dialog.getByRole("textbox").hover();
  await page.mouse.down();
  await page.mouse.move(5, 700);
  await page.mouse.up();
  await expect(dialog).toBeVisible();
  await page.mouse.click(5, 700);
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();

  const question = page.getByRole("alertdialog");
  await page.getByRole("button", { name: "Delete…" }).click();
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.mouse.click(5, 700);
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Delete…" })).toBeFocused();
});

test("tags are changed and put back", async ({ organization, openPage }) => {
  const draft = await makeArtifact(await actorOf(organization.administrator), { name: "tagged" });
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${draft.id}`);
  for (const tag of ["team=claims", "team=fraud"]) {
    await page.getByRole("button", { name: "Edit tags" }).click();
    await page.getByLabel("One tag per line").fill(tag);
    await page.getByRole("button", { name: "Save tags" }).click();
    await expect(page.getByRole("link", { name: tag })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByRole("link", { name: "team=claims" })).toBeVisible();
  await expect(page.getByRole("link", { name: "team=fraud" })).toHaveCount(0);
});

test("tags of a new artifact are kept until it is saved, and saved with it", async ({
  organization,
  openPage,
}) => {
  const page = await openPage(organization.administrator);
  await page.goto("/artifacts/new?template=http-service");
  await page.getByRole("tree", { name: "Structure of the document" }).getByRole("treeitem").first().click();
  const dialog = page.getByRole("dialog", { name: "Tags" });
  for (const [tags, answer] of [
    ["=claims", "A tag needs a name"],
    ["team=claims\nurgent", null],
  ] as const) {
    await page.getByRole("button", { name: "Edit tags" }).click();
    await dialog.getByLabel("One tag per line").fill(tags);
    await dialog.getByRole("button", { name: "Save tags" }).click();
    if (answer === null) continue;
    await expect(dialog).toContainText(answer);
    await dialog.getByRole("button", { name: "Cancel" }).click();
  }
  await expect(page.getByRole("link", { name: "team=claims" })).toBeVisible();
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page).toHaveURL(/\/artifacts\/[0-9a-f]{24}$/);
  for (const tag of ["team=claims", "urgent"])
    await expect(page.getByRole("link", { name: tag, exact: true })).toBeVisible();
});

test("on paper there is no chrome", async ({ openPage }) => {
  const site = await makeSite();
  const page = await openPage(site.visitor);
  await page.goto(`/artifacts/${site.locked}`);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Search or jump to" })).toBeHidden();
  await expect(page.getByRole("link", { name: "Edit" })).toBeHidden();
  const colours = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return { backgroundColor, color };
  });
  expect(colours).toEqual({ backgroundColor: "rgb(255, 255, 255)", color: "rgb(0, 0, 0)" });
});
