import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { makeArtifact } from "#lib/testing/factories";
import { captureAction, expect, replayAction, test } from "#lib/testing/journeys";

test("pages of another organization are not there, with every id guessed right", async ({
  organization,
  openPage,
}) => {
  const artifact = await makeArtifact(await actorOf(organization.administrator));
  const stranger = await makeOrganization();
  const page = await openPage(stranger.administrator);
  const { id, repositoryId } = artifact;
  const own = await makeArtifact(await actorOf(stranger.administrator));
  const paths = [
    `/compare?ids=${id}`,
    `/compare?ids=${own.id}&ids=${id}`,
    `/artifacts/${id}`,
    `/artifacts/${id}/edit`,
    `/artifacts/${id}/access`,
    `/artifacts/${id}/activity`,
    `/repositories/${repositoryId}`,
    `/repositories/${repositoryId}/lineage`,
    `/repositories/${repositoryId}/compare`,
    `/repositories/${repositoryId}/access`,
    `/repositories/${repositoryId}/activity`,
  ];
  for (const path of paths) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    expect(await answer?.text(), path).not.toContain("registry.example");
  }
});

test("a member sees no administration", async ({ organization, openPage }) => {
  const page = await openPage(await makePerson(organization.id));
  for (const path of ["people", "groups", "organization", "organizations", "audit"]) {
    expect((await page.goto(`/admin/${path}`))?.status(), path).toBe(403);
  }
  await expect(page.getByRole("navigation", { name: "Administration" })).toHaveCount(0);
});

test("an administrator of one organization is not one of the platform", async ({
  organization,
  openPage,
}) => {
  const page = await openPage(organization.administrator);
  expect((await page.goto("/admin/organizations"))?.status()).toBe(403);
});

test("a stranger who sends somebody's server action changes nothing", async ({ organization, openPage }) => {
  const person = await makePerson(organization.id);
  const page = await openPage(organization.administrator);
  await page.goto(`/admin/people?search=${person.email}`);
  const deactivation = await captureAction(page, async () => {
    await page.getByRole("button", { name: /Actions for/ }).click();
    await page.getByRole("menuitem", { name: "Deactivate…" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  });

  const stranger = await makeOrganization();
  const colleague = await makePerson(organization.id);
  expect(await replayAction(await openPage(stranger.administrator), deactivation)).toContain("not_found");
  expect(await replayAction(await openPage(colleague), deactivation)).toContain("forbidden");
  expect(await replayAction(await openPage(null), deactivation)).toContain("unauthenticated");
  await page.reload();
  await expect(page.getByRole("row", { name: new RegExp(person.email) })).not.toContainText("deactivated");

  expect(await replayAction(page, deactivation)).toContain('"ok":true');
  await page.reload();
  await expect(page.getByRole("row", { name: new RegExp(person.email) })).toContainText("deactivated");
});
