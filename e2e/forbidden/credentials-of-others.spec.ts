import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { makeContainer, makeCredential, makeDocument } from "#lib/testing/factories";
import { captureAction, expect, replayAction, test } from "#lib/testing/journeys";

test("a colleague and a stranger neither see nor name nor delete what is somebody's own", async ({
  organization,
  openPage,
}) => {
  const owner = await makePerson(organization.id);
  const { id, name } = await makeCredential(await actorOf(owner), { name: "hers-alone" });
  const theirs = await openPage(owner);
  await theirs.goto(`/credentials/${id}`);
  await theirs.getByRole("button", { name: "Delete…" }).click();
  const deletion = await captureAction(theirs, () =>
    theirs.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click(),
  );
  const { administrator: stranger } = await makeOrganization();
  const variable = { source: "dr-credential", name: "KEY", drCredentialId: id, key: "apiToken" };
  const spec = { containerGroups: [{ containers: [makeContainer({ environmentVars: [variable] })] }] };
  for (const person of [await makePerson(organization.id), stranger]) {
    const page = await openPage(person);
    const answer = await page.goto(`/credentials/${id}`);
    expect(answer?.status()).toBe(404);
    expect(await answer?.text()).not.toContain(name);
    await page.goto("/credentials");
    await expect(page.getByText("No credentials yet")).toBeVisible();
    expect(await replayAction(page, deletion)).toContain("Credential not found");
    const headers = { authorization: `Bearer ${person.token}` };
    const named = await page.request.post("/api/v2/artifacts/", { headers, data: makeDocument({ spec }) });
    expect(named.status()).toBe(422);
    expect(await named.text()).toContain("environmentVars[0].drCredentialId");
  }
  const administrators = await openPage(organization.administrator);
  await administrators.goto(`/credentials/${id}`);
  await expect(administrators.getByText("not for you to name in an artifact")).toBeVisible();
});

test("a member does not administrate bundles", async ({ organization, openPage }) => {
  const page = await openPage(await makePerson(organization.id));
  expect((await page.goto("/admin/bundles"))?.status()).toBe(403);
});
