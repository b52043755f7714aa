import { actorOf, makePerson } from "#lib/testing/actors";
import { grant, makeArtifact } from "#lib/testing/factories";
import { expect, test } from "#lib/testing/journeys";

test("a consumer sees the artifact, but not who has access nor what happened", async ({
  organization,
  openPage,
}) => {
  const { id, repositoryId } = await makeArtifact(await actorOf(organization.administrator));
  const consumer = await makePerson(organization.id);
  const colleague = await makePerson(organization.id);
  await grant(organization.id, { repositoryId }, consumer, "CONSUMER");
  await grant(organization.id, { repositoryId }, colleague, "USER");
  const page = await openPage(consumer);

  expect((await page.goto(`/artifacts/${id}`))?.status()).toBe(200);
  await expect(page.getByText("registry.example/app:1", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Access" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Edit" })).toHaveAttribute("aria-disabled", "true");
  for (const path of [`/artifacts/${id}`, `/repositories/${repositoryId}`]) {
    for (const tab of ["access", "activity"]) {
      const answer = await page.goto(`${path}/${tab}`);
      expect(answer?.status(), `${path}/${tab}`).toBe(403);
      expect(await answer?.text()).not.toContain(colleague.email);
    }
  }
});

test("what is shared with nobody is not even counted for a colleague", async ({ organization, openPage }) => {
  await makeArtifact(await actorOf(organization.administrator), { name: "secret-plan" });
  const page = await openPage(await makePerson(organization.id));
  const answer = await page.goto("/artifacts?search=secret");
  expect(await answer?.text()).not.toContain("secret-plan");
  await expect(page.getByRole("link", { name: "Artifacts 0" })).toBeVisible();
});
