import { actorOf, makeOrganization } from "#lib/testing/actors";
import { makeArtifact } from "#lib/testing/factories";
import { expect, test } from "#lib/testing/journeys";

test("nobody finds what is not shared with them", async ({ organization, openPage }) => {
  const hidden = await makeArtifact(await actorOf(organization.administrator), { name: "secret-plan" });
  const { administrator: stranger } = await makeOrganization();
  const page = await openPage(stranger);
  await page.goto("/artifacts");
  for (const text of ["secret-plan", hidden.id]) {
    await page.getByRole("button", { name: "Search or jump to" }).click();
    await page.getByRole("combobox").fill(text);
    await expect(page.getByText("Nothing is called that")).toBeVisible();
    await page.keyboard.press("Escape");
  }
});

test("nobody is told of what is not shared with them", async ({ organization, openPage }) => {
  const { administrator: stranger } = await makeOrganization();
  const page = await openPage(stranger);
  await page.goto("/artifacts");
  const told = page.evaluate(async () => {
    const answer = await fetch("/api/live/changes?after=0", { signal: AbortSignal.timeout(4_000) });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    try {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        text += part.value;
    } catch {
      // The time is up: what came until then is all.
    }
    return text;
  });
  const hidden = await makeArtifact(await actorOf(organization.administrator), { name: "secret-plan" });
  expect(await told).not.toContain(hidden.id);
});
