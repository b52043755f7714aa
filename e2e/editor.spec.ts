import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { isCollection, LineCounter, parseDocument, stringify } from "yaml";
import { z } from "zod";
import { findArtifactIssues } from "#lib/domain/artifacts";
import { parsePath } from "#lib/domain/errors";
import { actorOf } from "#lib/testing/actors";
import { makeArtifact } from "#lib/testing/factories";
import { expect, pasteDocument, test } from "#lib/testing/journeys";
import { makeHome, removeHome, startProduct, testAdministrator } from "#lib/testing/product";

const { cases } = z
  .object({
    cases: z.array(z.object({ mistake: z.string(), path: z.string(), containers: z.array(z.unknown()) })),
  })
  .parse(
    JSON.parse(readFileSync(join(import.meta.dirname, "../lib/testing/samples/specs/invalid.json"), "utf8")),
  );

const right = {
  name: "right",
  spec: { containerGroups: [{ containers: [{ name: "a", imageUri: "r/a:1", primary: true, port: 8080 }] }] },
};

/** The lines of what a path names, or of the nearest thing around it that is there. */
function linesOf(text: string, path: string): { first: number; last: number } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true });
  const parts = parsePath(path);
  while (!document.hasIn(parts)) parts.pop();
  const node = document.getIn(parts, true);
  const { range } = z.object({ range: z.tuple([z.int(), z.int(), z.int()]) }).parse(node);
  // A list or a map is marked at its key, which stands on the line before its content.
  const key = isCollection(node) ? 1 : 0;
  return { first: lines.linePos(range[0]).line - key, last: lines.linePos(range[1]).line };
}

test("each mistake of the samples is shown at its place", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  await page.goto("/artifacts/new?template=empty");
  const editor = page.getByRole("textbox", { name: "New artifact" });
  const problems = page.getByRole("region", { name: "Problems" }).getByRole("listitem");
  for (const { mistake, path, containers } of cases) {
    await test.step(mistake, async () => {
      const document = { name: mistake, spec: { containerGroups: [{ name: "default", containers }] } };
      const text = stringify(document);
      const issue = findArtifactIssues(document).find((one) => one.path === path);
      // Two mistakes may be said in the same words: the one before has to be gone first.
      await pasteDocument(editor, stringify(right));
      await expect(page.getByRole("region", { name: "Problems" }).getByRole("status")).not.toContainText(
        "error",
      );
      await pasteDocument(editor, text);
      const shown = problems.filter({ hasText: issue?.message ?? "an issue at this path" }).first();
      await expect(shown).toContainText("Error:");
      const line = Number(/line (\d+)/.exec((await shown.textContent()) ?? "")?.[1]);
      const { first, last } = linesOf(text, path);
      expect(line, `${path} in\n${text}`).toBeGreaterThanOrEqual(first);
      expect(line, `${path} in\n${text}`).toBeLessThanOrEqual(last);
      await expect(page.locator(".cm-lintRange-error").first()).toBeVisible();
      // In the tree at the part that it is in, and from the list at its field.
      await expect(page.getByRole("treeitem", { name: /has errors/ }).first()).toBeVisible();
      await shown.getByRole("button").click();
      const focused = await page
        .locator(":focus")
        .evaluate((element) => element.closest("[data-path]")?.getAttribute("data-path"));
      expect(focused, mistake).toBeTruthy();
      expect(path.startsWith(focused ?? "nowhere"), `${mistake}: ${focused} for ${path}`).toBe(true);
    });
  }
});

test("a save that fails keeps the text, also over leaving the page", async ({ organization, openPage }) => {
  const artifact = await makeArtifact(await actorOf(organization.administrator));
  const page = await openPage(organization.administrator);
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(`/artifacts/${artifact.id}/edit`);
  const editor = page.getByRole("textbox", { name: "Document of web" });
  await editor.press("ControlOrMeta+End");
  await page.keyboard.type("description: written with care # and kept");

  await page.context().setOffline(true);
  await save(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The server did not answer");
  await expect(editor).toContainText("written with care # and kept");
  await page.context().setOffline(false);

  await page.reload();
  await expect(editor).not.toContainText("written with care");
  await page.getByRole("button", { name: "Restore it" }).click();
  await expect(editor).toContainText("written with care # and kept");
  await save(page);
  await expect(page).toHaveURL(`/artifacts/${artifact.id}`);
  await expect(page.getByRole("main")).toContainText("written with care");
  await page.goto(`/artifacts/${artifact.id}/edit`);
  await expect(editor).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore it" })).toHaveCount(0);
});

test("half-typed text that nobody could read is kept and offered too", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto("/artifacts/new?template=http-service");
  const view = page.getByRole("group", { name: "View of the document" });
  await view.getByRole("button", { name: "JSON" }).click();
  const editor = page.getByRole("textbox", { name: "New artifact" });
  await editor.press("ControlOrMeta+Home");
  await page.keyboard.type("[half");
  await expect(page.getByText("The text cannot be read now, so the form waits.")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Restore it" }).click();
  await view.getByRole("button", { name: "JSON" }).click();
  await expect(editor).toContainText("[half");
  await view.getByRole("button", { name: "YAML" }).click();
  await expect(editor).toContainText("# One container from a ready image");
});

test("a save over somebody else's change puts both together, field by field", async ({
  organization,
  openPage,
}) => {
  const { administrator } = organization;
  const artifact = await makeArtifact(await actorOf(administrator));
  const page = await openPage(administrator);
  await page.goto(`/artifacts/${artifact.id}/edit`);
  const editor = page.getByRole("textbox", { name: "Document of web" });
  await editor.press("ControlOrMeta+Home");
  await page.keyboard.type("description: mine # as I say\n");

  const changed = await page.request.patch(`/api/v2/artifacts/${artifact.id}`, {
    headers: { authorization: `Bearer ${administrator.token}` },
    data: { name: "web-of-theirs", description: "theirs" },
  });
  expect(changed.status()).toBe(200);
  await save(page);
  const note = page.getByRole("main").getByRole("alert");
  await expect(note).toContainText("somebody else saved this draft");
  await expect(note).toContainText("web-of-theirs");
  const together = note.getByRole("button", { name: "Put both together" });
  await expect(together).toHaveAttribute("aria-disabled", "true");
  await note.getByRole("radio", { name: /Mine mine/ }).check();
  await together.click();
  await expect(editor).toContainText("description: mine # as I say");
  await expect(editor).toContainText("name: web-of-theirs");
  await save(page);
  await expect(page).toHaveURL(`/artifacts/${artifact.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/web-of-theirs/);
  await expect(page.getByRole("main")).toContainText("mine");
});

test("a session that ended while one was writing takes nothing along", async ({ organization, openPage }) => {
  const artifact = await makeArtifact(await actorOf(organization.administrator));
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${artifact.id}/edit`);
  const editor = page.getByRole("textbox", { name: "Document of web" });
  await editor.press("ControlOrMeta+End");
  await page.keyboard.type("description: outlives the session");
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await save(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("you are signed out");
  await expect(editor).toContainText("outlives the session");
  await page.context().addCookies(cookies);
  await save(page);
  await expect(page).toHaveURL(`/artifacts/${artifact.id}`);
  await expect(page.getByRole("main")).toContainText("outlives the session");
});

test("a new artifact whose answer was lost is not made twice", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  await page.goto("/artifacts/new?template=http-service");
  await page.route(/\/artifacts\/new/, async (route) => {
    if (route.request().method() === "POST") await route.fetch();
    await route.abort();
  });
  const saveDraft = page.getByRole("button", { name: "Save draft" });
  await saveDraft.click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The server did not answer");
  await page.unrouteAll();
  await saveDraft.click();
  await expect(page.getByRole("heading", { name: "hello-http", level: 1 })).toBeVisible();
  const list = await page.request.get("/api/v2/artifacts", {
    headers: { authorization: `Bearer ${organization.administrator.token}` },
  });
  expect(await list.json()).toMatchObject({ totalCount: 1 });
});

test("the server killed while it saves: the text stays, and is saved when it is back", async ({
  openPage,
}) => {
  test.setTimeout(300_000);
  const home = makeHome();
  const first = await startProduct(testAdministrator, home);
  const page = await openPage(null, { baseURL: first.url });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(testAdministrator.PLIMSOLL_ADMIN_EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(testAdministrator.PLIMSOLL_ADMIN_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/repositories");
  await page.goto("/artifacts/new?template=http-service");
  const editor = page.getByRole("textbox", { name: "New artifact" });
  await editor.press("ControlOrMeta+Home");
  await page.keyboard.type("# outlives the server\n");
  process.kill(first.pid, "SIGKILL");
  await first.exited;
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The server did not answer");
  const second = await startProduct({ ...testAdministrator, PORT: new URL(first.url).port }, home);
  await expect(editor).toContainText("# outlives the server");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("heading", { name: "hello-http", level: 1 })).toBeVisible();
  await second.stop();
  removeHome(home);
});

test("undo and redo span the form, the tree and the texts", async ({ organization, openPage }) => {
  const page = await openPage(organization.administrator);
  await page.goto("/artifacts/new?template=http-service");
  const editor = page.getByRole("textbox", { name: "New artifact" });
  const tree = page.getByRole("tree", { name: "Structure of the document" });
  const port = page
    .getByRole("spinbutton", { name: "Port", exact: true })
    .or(page.getByLabel("Port", { exact: true }))
    .first();
  await tree.getByRole("treeitem", { selected: true }).focus();
  await page.keyboard.press("a");
  await expect(tree.getByRole("treeitem", { name: /sidecar/ })).toBeVisible();
  await page.keyboard.type("r/cache:1");
  await expect(editor).toContainText("r/cache:1");
  await tree.getByRole("treeitem", { name: /web/ }).click();
  await port.fill("9090");
  await expect(editor).toContainText("port: 9090");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ControlOrMeta+z");
  await expect(tree.getByRole("treeitem", { name: /sidecar/ })).toHaveCount(0);
  await expect(editor).toContainText("port: 8080");
  await expect(editor).toContainText("# One container from a ready image");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(editor).toContainText("port: 9090");
  await expect(editor).toContainText("r/cache:1");
});

/** Presses Save and, where there is something to compare with, Save in the review. */
async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
}

test("what is typed before the text editor has come stays, and one types on where one was", async ({
  organization,
  openPage,
}) => {
  const artifact = await makeArtifact(await actorOf(organization.administrator));
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${artifact.id}/edit`);
  const editor = page.getByRole("textbox", { name: "Document of web" });
  await expect(editor).toBeVisible();
  let arrive = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route("**/_next/static/chunks/**", async (route) => {
    await arrival;
    await route.continue();
  });
  await editor.press("ControlOrMeta+Home");
  await page.keyboard.type("# typed before");
  const code = page.locator(".cm-content");
  await expect(code).toHaveCount(0);
  arrive();
  await page.keyboard.type(" it was there", { delay: 20 });
  await expect(code).toBeVisible();
  await page.keyboard.type(" and after");
  await expect(code.locator(".cm-line").first()).toHaveText("# typed before it was there and aftername: web");
});
