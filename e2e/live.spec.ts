import { actorOf, makePerson } from "#lib/testing/actors";
import { grant, makeArtifact } from "#lib/testing/factories";
import { expect, test } from "#lib/testing/journeys";

test("two tabs stay in step: a lock in one shows in the other", async ({ organization, openPage }) => {
  const { administrator } = organization;
  const draft = await makeArtifact(await actorOf(administrator), { name: "in-step" });
  const first = await openPage(administrator);
  const second = await first.context().newPage();
  for (const page of [first, second]) {
    await page.goto(`/artifacts/${draft.id}`);
    await expect(page.getByText("draft", { exact: true }).first()).toBeVisible();
  }
  await first.getByRole("link", { name: "Lock…" }).click();
  await first.getByRole("button", { name: "Lock as version 1" }).click();
  await expect(first.getByText("locked as v1")).toBeVisible();
  const shown = Date.now();
  await expect(second.getByText("locked as v1")).toBeVisible();
  test
    .info()
    .annotations.push({ type: "shown in the other tab after", description: `${Date.now() - shown} ms` });
});

test("two people stay in step, and nothing changes under an open dialog", async ({
  organization,
  openPage,
}) => {
  const { administrator } = organization;
  const actor = await actorOf(administrator);
  const colleague = await makePerson(organization.id);
  const draft = await makeArtifact(actor, { name: "shared-draft" });
  await grant(organization.id, { artifactId: draft.id }, colleague, "EDITOR");
  const mine = await openPage(administrator);
  const theirs = await openPage(colleague);
  await mine.goto(`/artifacts/${draft.id}`);
  await theirs.goto(`/artifacts/${draft.id}`);
  await theirs.getByRole("button", { name: "Edit tags" }).click();
  const typed = theirs.getByLabel("One tag per line");
  await typed.fill("team=claims");
  await mine.getByRole("link", { name: "Lock…" }).click();
  await mine.getByRole("button", { name: "Lock as version 1" }).click();
  await expect(mine.getByText("locked as v1")).toBeVisible();
  await expect(typed).toHaveValue("team=claims");
  await theirs.keyboard.press("Escape");
  await expect(theirs.getByText("locked as v1")).toBeVisible();
});
