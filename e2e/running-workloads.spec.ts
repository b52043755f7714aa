import type { Page } from "@playwright/test";
import { actorOf, type TestOrganization } from "#lib/testing/actors";
import { dropFiles } from "#lib/testing/drop-files";
import { test } from "#lib/testing/engine-journeys";
import { makeArtifact, makeWorkload } from "#lib/testing/factories";
import { greeterDocument, readGreeter } from "#lib/testing/greeter";
import { describeGreeter } from "#lib/testing/greeter-image";
import { expect } from "#lib/testing/journeys";

/** Building and starting are as slow as what else the machine does. */
const patience = { timeout: 120_000 };

/** Beside the name; containers further down have words of their own. */
const shows = (page: Page, status: string) =>
  expect(page.locator("h1 + *").getByText(status, { exact: true })).toBeVisible(patience);

/** What the endpoint of a workload answers to the person whose token it is. */
async function askEndpoint(page: Page, id: string, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  const { endpoint } = await (await page.request.get(`/api/v2/workloads/${id}`, { headers })).json();
  const answer = await page.request.get(endpoint, { headers });
  return answer.ok() ? answer.json() : answer.status();
}

async function startGreeter({ administrator }: TestOrganization, image: string, status: "draft" | "locked") {
  const actor = await actorOf(administrator);
  const spec = { containerGroups: [{ containers: [describeGreeter(image, "hello")] }] };
  const artifact = await makeArtifact(actor, { name: "greeter", status, spec });
  const { id } = await makeWorkload(actor, artifact.id, "greeter-live");
  return { id, actor, artifact };
}

test("what was built from source is run: launching until it is ready, opened in the browser, its log read", async ({
  organization,
  openPage,
  contents,
}) => {
  const [group] = greeterDocument.spec.containerGroups;
  const [container] = group.containers;
  const environmentVars = [...container.environmentVars, { name: "READY_AFTER_MS", value: "6000" }];
  const spec = { containerGroups: [{ containers: [{ ...container, environmentVars }] }] };
  const draft = await makeArtifact(await actorOf(organization.administrator), { ...greeterDocument, spec });
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${draft.id}/source`);
  await dropFiles(page, readGreeter());
  await expect(page.getByText("the draft is built from that now").first()).toBeVisible(patience);
  await page.getByRole("button", { name: "Build", exact: false }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Build 1" })).toBeVisible(patience);
  await expect(page.getByRole("button", { name: "Copy image" })).toBeVisible(patience);

  await page.goto(`/artifacts/${draft.id}`);
  await page.getByRole("link", { name: "Run…" }).click();
  await page.getByLabel("Name of the workload").fill("greeter-run");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "greeter-run" })).toBeVisible(patience);
  // Nobody reads the page again: it is told.
  await shows(page, "launching");
  await expect(page.getByText("web: Readiness probe: answered 503").first()).toBeVisible(patience);
  await shows(page, "running");
  await expect(page.getByText("web: Readiness probe: answered 503")).toHaveCount(0);

  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  const tab = await opened;
  await expect(tab.locator("body")).toContainText('"greeting":"hello"', patience);
  await expect(tab.locator("body")).toContainText('"uid":1000');
  expect(tab.url()).not.toContain("ticket");
  await tab.close();

  await page.getByRole("link", { name: "Logs" }).click();
  const log = page.getByRole("region", { name: "Lines of the log" });
  await expect(log).toContainText("listening on 8080 as uid 1000", patience);
  await expect(log).toContainText('"path":"/"');
  const id = page.url().split("/").at(-2) ?? "";
  expect(await contents.listContainers(id)).toHaveLength(2);
});

test("a draft is promoted as it runs, replaced by the next version with its difference first, and rolled back", async ({
  organization,
  openPage,
  contents,
  image,
}) => {
  const { id, actor, artifact } = await startGreeter(organization, image, "draft");
  const { token } = organization.administrator;
  const page = await openPage(organization.administrator);
  await page.goto(`/workloads/${id}`);
  await shows(page, "running");
  const pid = await contents.findPid(id);
  await page.getByRole("link", { name: "Promote…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Promote greeter as version 1");
  await expect(dialog.getByRole("listitem")).not.toHaveCount(0);
  await page.getByRole("button", { name: "Promote as version 1" }).click();
  await expect(page.getByText("Promoted: greeter-live runs greeter v1")).toBeVisible(patience);
  await expect(page.getByText("time left:")).toHaveCount(0);
  await shows(page, "running");
  expect(await contents.findPid(id)).toBe(pid);

  const spec = { containerGroups: [{ containers: [describeGreeter(image, "moin")] }] };
  const next = { name: "greeter", status: "locked", artifactRepositoryId: artifact.repositoryId, spec };
  expect((await makeArtifact(actor, next)).version).toBe(2);
  await page.getByRole("link", { name: "Replace…" }).click();
  await page.getByRole("main").getByRole("link", { name: /^v2\b/ }).click();
  await expect(page.getByRole("heading", { name: "From greeter v1 to greeter v2" })).toBeVisible();
  const changes = page.getByRole("table", { name: "What the replacement changes" });
  await expect(changes).toContainText("hello");
  await expect(changes).toContainText("moin");
  await page.getByRole("button", { name: "Replace with greeter v2" }).click();
  await expect(page.getByText("is being replaced with greeter v2")).toBeVisible(patience);
  await expect
    .poll(() => askEndpoint(page, id, token), patience)
    .toMatchObject({ greeting: "moin", uid: 1000 });
  await expect.poll(() => contents.listContainers(id), patience).toHaveLength(2);

  await page.goto(`/workloads/${id}/history`);
  await expect(page.getByRole("row")).toHaveCount(4);
  await page.getByRole("link", { name: "Roll back to greeter v1" }).first().click();
  await expect(page.getByRole("heading", { name: "From greeter v2 to greeter v1" })).toBeVisible();
  await page.getByRole("button", { name: "Replace with greeter v1" }).click();
  await expect.poll(() => askEndpoint(page, id, token), patience).toMatchObject({ greeting: "hello" });
  await expect.poll(() => contents.listContainers(id), patience).toHaveLength(2);
  await shows(page, "running");
});

test("new settings roll, it is stopped and started, and of what is deleted no container is left", async ({
  organization,
  openPage,
  contents,
  image,
}) => {
  const { id } = await startGreeter(organization, image, "locked");
  const { token } = organization.administrator;
  const page = await openPage(organization.administrator);
  await page.goto(`/workloads/${id}`);
  await shows(page, "running");
  await page.goto(`/workloads/${id}/settings`);
  await page.getByRole("textbox", { name: "Replicas", exact: true }).fill("2");
  await page.getByRole("button", { name: "Save and roll" }).click();
  await expect(page.getByText("New settings of greeter-live")).toBeVisible(patience);
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByText("ready", { exact: true })).toHaveCount(4, patience);
  await expect.poll(() => contents.listContainers(id), patience).toHaveLength(4);

  await page.getByRole("button", { name: "Stop…" }).click();
  await page.getByRole("button", { name: "Stop workload" }).click();
  await shows(page, "stopped");
  expect(await contents.listContainers(id)).toEqual([]);
  await expect.poll(() => askEndpoint(page, id, token)).toBe(503);
  await page.getByRole("button", { name: "Start…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Start" }).click();
  await shows(page, "running");
  await expect.poll(() => askEndpoint(page, id, token)).toMatchObject({ greeting: "hello" });

  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete workload" }).click();
  await expect(page.getByText("Deleted the workload greeter-live")).toBeVisible(patience);
  await expect.poll(() => contents.listContainers(id), patience).toEqual([]);
  await expect.poll(() => contents.listNetworks(), patience).not.toContain(`plimsoll-${id}`);
});
