import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { grant, makeArtifact } from "#lib/testing/factories";
import { captureAction, expect, replayAction, test } from "#lib/testing/journeys";
import { makeShownWorkload } from "#lib/testing/shown-workloads";

const tabs = [
  "",
  "/logs",
  "/events",
  "/metrics",
  "/traces",
  "/history",
  "/settings",
  "/access",
  "/activity",
  "/replace",
];
/** What takes effect on what runs, as its button is called. */
const acts = ["Restart…", "Stop…", "Delete…", "Replace…", "Promote…"];

test("a user reads how it runs and may change nothing, a consumer may only send to it", async ({
  organization,
  openPage,
}) => {
  const actor = await actorOf(organization.administrator);
  const artifact = await makeArtifact(actor);
  const { id } = await makeShownWorkload(actor, artifact.id);
  const refused: Record<string, string[]> = {
    USER: [],
    CONSUMER: ["/logs", "/events", "/metrics", "/traces", "/history", "/access", "/activity"],
  };
  for (const role of ["USER", "CONSUMER"] as const) {
    const person = await makePerson(organization.id);
    for (const subject of [{ workloadId: id }, { repositoryId: artifact.repositoryId }])
      await grant(organization.id, subject, person, role);
    const page = await openPage(person);
    for (const tab of tabs)
      expect((await page.goto(`/workloads/${id}${tab}`))?.status(), `${role} ${tab}`).toBe(
        refused[role]?.includes(tab) ? 403 : 200,
      );
    await page.goto(`/workloads/${id}`);
    for (const name of acts)
      await expect(page.getByRole("button", { name }), `${role} ${name}`).toHaveAttribute(
        "aria-disabled",
        "true",
      );
    await expect(page.getByRole("button", { name: "Open", exact: true })).not.toHaveAttribute(
      "aria-disabled",
      "true",
    );
    // With the URL of the dialog guessed right.
    await page.goto(`/workloads/${id}?dialog=promote`);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.goto(`/workloads/${id}/settings`);
    await expect(page.getByRole("button", { name: "Save and roll" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  }
});

test("who sends somebody's stop or deletion again changes nothing", async ({ organization, openPage }) => {
  const actor = await actorOf(organization.administrator);
  const { id } = await makeShownWorkload(actor, (await makeArtifact(actor)).id);
  const owners = await openPage(organization.administrator);
  const user = await makePerson(organization.id);
  await grant(organization.id, { workloadId: id }, user, "USER");
  const consumer = await makePerson(organization.id);
  await grant(organization.id, { workloadId: id }, consumer, "CONSUMER");
  const { administrator: stranger } = await makeOrganization();
  const others = [
    [await openPage(user), "forbidden"],
    [await openPage(consumer), "forbidden"],
    [await openPage(stranger), "not_found"],
    [await openPage(null), "unauthenticated"],
  ] as const;
  for (const [button, confirm] of [
    ["Stop…", "Stop workload"],
    ["Delete…", "Delete workload"],
  ] as const) {
    await owners.goto(`/workloads/${id}`);
    await owners.getByRole("button", { name: button }).click();
    const action = await captureAction(owners, () => owners.getByRole("button", { name: confirm }).click());
    for (const [page, refusal] of others) expect(await replayAction(page, action), button).toContain(refusal);
    await owners.goto(`/workloads/${id}`);
    await expect(owners.getByRole("button", { name: "Stop…" })).not.toHaveAttribute("aria-disabled", "true");
  }
});
