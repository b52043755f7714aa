import { actorOf } from "#lib/testing/actors";
import { baseImage } from "#lib/testing/base-image";
import { dropFiles } from "#lib/testing/drop-files";
import { findTestEngine } from "#lib/testing/engine";
import { makeArtifact } from "#lib/testing/factories";
import { greeterDocument, readGreeter } from "#lib/testing/greeter";
import { test as base, expect, findFaults } from "#lib/testing/journeys";

interface Draft {
  id: string;
  page: Awaited<ReturnType<Parameters<Parameters<typeof base>[2]>[0]["openPage"]>>;
}

/** With the worker and the engine that the product has. */
const test = base.extend<{ draft: Draft }>({
  draft: async ({ organization, openPage }, use, testInfo) => {
    // The set-up has said so as well, once for all.
    testInfo.skip(findTestEngine() === null, "There is no container engine, and only root can start one");
    const { id } = await makeArtifact(await actorOf(organization.administrator), greeterDocument);
    const page = await openPage(organization.administrator);
    await page.goto(`/artifacts/${id}/source`);
    await use({ id, page });
  },
});

/** A build is as slow as what else the machine does. */
const patience = { timeout: 120_000 };

async function upload({ page }: Draft, files: Record<string, string>): Promise<void> {
  await dropFiles(page, files);
  await expect(page.getByText("the draft is built from that now").first()).toBeVisible(patience);
}

test("a folder is dropped, built, its log watched, and the draft locked with the image", async ({
  draft,
}) => {
  const { id, page } = draft;
  await upload(draft, readGreeter());
  await page.getByRole("button", { name: "Build", exact: false }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Build 1" })).toBeVisible(patience);
  // Nobody reads the page again: it is told.
  const log = page.getByRole("region", { name: "Lines of Log of build 1" });
  await expect(log).toContainText("Step 1/", patience);
  await expect(log).toContainText(/checked server\.js with v\d+/, patience);
  await expect(page.getByText(/^sha256:[0-9a-f]{4}…/)).toBeVisible(patience);
  await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);

  await page.goto(`/artifacts/${id}`);
  await expect(page.getByText(/sha256:[0-9a-f]/).first()).toBeVisible();
  await page.getByRole("link", { name: "Lock…" }).click();
  await expect(
    page
      .getByRole("dialog")
      .getByText(/sha256:[0-9a-f]/)
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Lock as version 1" }).click();
  await expect(page.getByText("Locked greeter as version 1")).toBeVisible(patience);
  await expect(page.getByRole("button", { name: "Build", exact: false }).first()).toHaveAttribute(
    "aria-disabled",
    "true",
  );
});

const dockerfile = (...steps: string[]) => [`FROM ${baseImage}`, ...steps, ""].join("\n");

test("a step that fails is understood in one click; one file is mended, and the steps before it are not run again", async ({
  draft,
}) => {
  const { id, page } = draft;
  const steps = [`RUN echo ${id}`, "COPY server.js .", "RUN node --check server.js"];
  await upload(draft, { Dockerfile: dockerfile(...steps), "server.js": "const port = ;\n" });
  await page.getByRole("button", { name: "Build", exact: false }).first().click();
  const reason = /Step 4 of 4 failed with exit code 1/;
  await expect(page.getByText(reason).first()).toBeVisible(patience);
  await page.reload();
  const error = page.locator("[data-line]", { hasText: "first error" });
  await expect(error).toBeInViewport();
  await expect(error).toContainText(/error/i);
  expect(await findFaults(page)).toEqual([]);

  await page.goto(`/artifacts/${id}`);
  await expect(page.getByText(reason).first()).toBeVisible();
  const headers = { "sec-fetch-site": "same-origin" };
  const builds = await page.request.get(`/api/v2/artifacts/${id}/builds/`, { headers });
  expect(await builds.json()).toMatchObject({
    data: [{ status: "FAILED", failedStep: 4, reason: expect.stringMatching(reason) }],
  });
  await page.getByRole("link", { name: "Build 1" }).click();
  await page.keyboard.press("End");
  await expect(page.locator("[data-line]").last()).toContainText(reason);

  await page.goto(`/artifacts/${id}/source`);
  await upload(draft, { "server.js": "const port = 8080;\n" });
  await page.getByRole("button", { name: "Build", exact: false }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Build 2" })).toBeVisible(patience);
  await expect(page.getByRole("button", { name: "Copy image" })).toBeVisible(patience);
  await page.keyboard.press("Home");
  const lines = page.locator("[data-line]");
  const step = await lines
    .filter({ hasText: `RUN echo ${id}` })
    .first()
    .getAttribute("data-line");
  const next = page.locator(`[data-line="${Number(step) + 1}"]`);
  await expect(next).toContainText("taken from the last build");
  await expect(lines.filter({ hasText: "taken from the last build" })).toHaveCount(1);
});

test("a build that sleeps is cancelled from its page within seconds", async ({ draft }) => {
  const { id, page } = draft;
  await upload(draft, { Dockerfile: dockerfile(`RUN echo ${id} && sleep 300`) });
  await page.getByRole("button", { name: "Build", exact: false }).first().click();
  await expect(page.locator("[data-line]", { hasText: "sleep 300" }).first()).toBeVisible(patience);
  await expect(page.locator("[data-line]", { hasText: id }).last()).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/^Cancelled by/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
  const headers = { "sec-fetch-site": "same-origin" };
  const builds = await page.request.get(`/api/v2/artifacts/${id}/builds/`, { headers });
  expect(await builds.json()).toMatchObject({ data: [{ status: "CANCELLED" }] });
});
