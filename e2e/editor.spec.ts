import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isCollection, LineCounter, parseDocument, stringify } from "yaml";
import { z } from "zod";
import { findArtifactIssues } from "#lib/domain/artifacts";
import { parsePath } from "#lib/domain/errors";
import { actorOf } from "#lib/testing/actors";
import { makeArtifact } from "#lib/testing/factories";
import { expect, pasteDocument, test } from "#lib/testing/journeys";

const { cases } = z
  .object({
    cases: z.array(z.object({ mistake: z.string(), path: z.string(), containers: z.array(z.unknown()) })),
  })
  .parse(
    JSON.parse(readFileSync(join(import.meta.dirname, "../lib/testing/samples/specs/invalid.json"), "utf8")),
  );

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
      await pasteDocument(editor, text);
      const shown = problems.filter({ hasText: issue?.message ?? "an issue at this path" }).first();
      await expect(shown).toContainText("Error:");
      const line = Number(/line (\d+)/.exec((await shown.textContent()) ?? "")?.[1]);
      const { first, last } = linesOf(text, path);
      expect(line, `${path} in\n${text}`).toBeGreaterThanOrEqual(first);
      expect(line, `${path} in\n${text}`).toBeLessThanOrEqual(last);
      await expect(page.locator(".cm-lintRange-error").first()).toBeVisible();
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
  await page.keyboard.type("# written with care");

  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The server did not answer");
  await expect(editor).toContainText("# written with care");
  await page.context().setOffline(false);

  await page.reload();
  await expect(editor).not.toContainText("# written with care");
  await page.getByRole("button", { name: "Restore it" }).click();
  await expect(editor).toContainText("# written with care");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(`/artifacts/${artifact.id}`);
});

test("a save over somebody else's change shows both, and loses neither", async ({
  organization,
  openPage,
}) => {
  const { administrator } = organization;
  const artifact = await makeArtifact(await actorOf(administrator));
  const page = await openPage(administrator);
  await page.goto(`/artifacts/${artifact.id}/edit`);
  const editor = page.getByRole("textbox", { name: "Document of web" });
  await editor.press("ControlOrMeta+Home");
  await page.keyboard.type("description: mine\n");

  const changed = await page.request.patch(`/api/v2/artifacts/${artifact.id}`, {
    headers: { authorization: `Bearer ${administrator.token}` },
    data: { name: "web-of-theirs" },
  });
  expect(changed.status()).toBe(200);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const note = page.getByRole("main").getByRole("alert");
  await expect(note).toContainText("somebody else saved this draft");
  await expect(note).toContainText("web-of-theirs");
  await expect(note).toContainText("mine");
  await expect(editor).toContainText("description: mine");
  await note.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect(page).toHaveURL(`/artifacts/${artifact.id}`);
  await expect(page.getByRole("main")).toContainText("mine");
});
