import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { actorOf } from "#lib/testing/actors";
import { makeArtifact } from "#lib/testing/factories";
import { expect, findFaults, test } from "#lib/testing/journeys";

function readSample(name: string): string {
  return readFileSync(join(import.meta.dirname, "../lib/testing/samples/imports", name), "utf8");
}

/** The start page with a text in the clipboard and nothing pressed yet. */
async function openStart(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/artifacts/new");
  await expect(page.getByRole("textbox", { name: "What to start from" })).toBeFocused();
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
}

const pastes = [
  { sample: "docker-run.sh", name: "greeter_api", lost: "--env-file ./greeter.env", shown: "8080" },
  { sample: "compose.yaml", name: "shop", lost: "services.api.env_file", shown: "job-worker" },
  { sample: "deployment.yaml", name: "ticket-desk", lost: "spec.replicas", shown: "desk" },
];

for (const { sample, name, lost, shown } of pastes) {
  test(`one paste of ${sample} is a whole artifact; the next press saves it`, async ({
    organization,
    openPage,
  }) => {
    const page = await openPage(organization.administrator);
    await openStart(page, readSample(sample));
    await page.keyboard.press("ControlOrMeta+v");
    const report = page.getByRole("region", { name: "What could not be carried over" });
    await report.getByRole("button", { name: /Show all/ }).click();
    await expect(report).toContainText(lost);
    await expect(page.getByRole("status").filter({ hasText: /error/ })).toHaveCount(0);
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page).toHaveURL(/\/artifacts\/[0-9a-f]{24}$/);
    await expect(page.getByRole("main")).toContainText(name);
    await expect(page.getByRole("main")).toContainText(shown);
  });
}

test("what cannot be read stays in the box, with the line that is wrong", async ({
  organization,
  openPage,
}) => {
  const page = await openPage(organization.administrator);
  const broken = "services:\n  api:\n    image: 'registry.example.com/shop/api:1\n";
  await openStart(page, broken);
  await page.keyboard.press("ControlOrMeta+v");
  const box = page.getByRole("textbox", { name: "What to start from" });
  await expect(page.getByRole("main").getByRole("alert")).toContainText(/^Line \d: /);
  await expect(box).toHaveValue(broken);
  await expect(box).toHaveAttribute("aria-invalid", "true");
  await box.fill("hello there");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("no docker run line");
});

test("one of several workloads is chosen; the pasted text can be had back", async ({
  organization,
  openPage,
}) => {
  const page = await openPage(organization.administrator);
  await openStart(page, readSample("kubernetes.yaml"));
  await page.keyboard.press("ControlOrMeta+v");
  const report = page.getByRole("region", { name: "What could not be carried over" });
  await expect(report.getByRole("button", { name: "Deployment scorer" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await report.getByRole("button", { name: "CronJob retrain" }).click();
  await expect(report.getByRole("button", { name: "CronJob retrain" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await report.getByRole("button", { name: "Back to the text" }).click();
  await expect(page.getByRole("textbox", { name: "What to start from" })).toHaveValue(
    readSample("kubernetes.yaml"),
  );
});

test("an artifact document is taken as it is, and a file may be dropped", async ({
  organization,
  openPage,
}) => {
  const page = await openPage(organization.administrator);
  await openStart(page, "");
  const text =
    "# mine\nname: dropped\nspec: { containerGroups: [{ containers: [{ imageUri: r/a:1, port: 8080 }] }] }\n";
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "artifact.yaml"));
    return transfer;
  }, text);
  await page
    .getByRole("textbox", { name: "What to start from" })
    .dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.getByRole("textbox", { name: "New artifact" })).toContainText("# mine");
});

test("another artifact is found and started from", async ({ organization, openPage }) => {
  const artifact = await makeArtifact(await actorOf(organization.administrator));
  const page = await openPage(organization.administrator);
  await page.goto("/artifacts/new");
  const search = page.getByRole("searchbox", { name: "Search artifacts to start from" });
  await search.fill("no such artifact");
  await expect(page.getByRole("main")).toContainText("None found.");
  await search.fill(artifact.name);
  await page.getByRole("region", { name: "Another artifact" }).getByRole("link").first().click();
  await expect(page).toHaveURL(`/artifacts/new?from=${artifact.id}`);
  await expect(page.getByRole("textbox", { name: "New artifact" })).toContainText(`name: ${artifact.name}`);
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page).toHaveURL(/\/artifacts\/[0-9a-f]{24}$/);
  expect(page.url()).not.toContain(artifact.id);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [390, 1280]) {
    test(`start and report have no faults, ${colorScheme}, ${width} px`, async ({
      organization,
      openPage,
    }) => {
      await makeArtifact(await actorOf(organization.administrator));
      const page = await openPage(organization.administrator, {
        colorScheme,
        viewport: { width, height: 900 },
      });
      await openStart(page, readSample("kubernetes.yaml"));
      await expect(page.getByRole("region", { name: "Another artifact" }).getByRole("link")).toHaveCount(1);
      expect(await findFaults(page)).toEqual([]);
      await page.keyboard.press("ControlOrMeta+v");
      await expect(page.getByRole("textbox", { name: "New artifact" })).toBeVisible();
      expect(await findFaults(page)).toEqual([]);
    });
  }
}
