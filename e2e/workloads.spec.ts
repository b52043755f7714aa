import type { Page } from "@playwright/test";
import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { grant, makeArtifact, makeContainer } from "#lib/testing/factories";
import { startUpstream } from "#lib/testing/gateway";
import { expect, findFaults, test } from "#lib/testing/journeys";
import { logLines, makeShownWorkload, placeReplica } from "#lib/testing/shown-workloads";
import { makeLongTrace } from "#lib/testing/traces";

const looks = [
  { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { colorScheme: "dark", viewport: { width: 390, height: 800 } },
] as const;

test("an artifact is run, and what is pressed is said before and after", async ({
  organization,
  openPage,
}) => {
  const draft = await makeArtifact(await actorOf(organization.administrator), { name: "claims-agent" });
  const page = await openPage(organization.administrator);
  await page.goto(`/artifacts/${draft.id}`);
  await page.getByRole("link", { name: "Run…" }).click();
  await page.getByLabel("Name of the workload").fill("claims-run");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "claims-run" })).toBeVisible();
  await expect(page.getByText("time left:")).toBeVisible();
  await page.goto(`/artifacts/${draft.id}`);
  await expect(page.getByRole("button", { name: "Run…" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("link", { name: "claims-run" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "claims-run" })).toBeVisible();
  await page.getByRole("button", { name: "Delete…" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("there is no way back");
  await page.getByRole("button", { name: "Delete workload" }).click();
  await expect(page.getByText("Deleted the workload claims-run")).toBeVisible();
});

for (const look of looks) {
  test(`every page of a workload, ${look.colorScheme}`, async ({ organization, openPage }, { outputDir }) => {
    const actor = await actorOf(organization.administrator);
    const draft = await makeArtifact(actor, { name: "claims-agent" });
    const idle = await makeArtifact(actor);
    const { id } = await makeShownWorkload(actor, draft.id);
    const trace = await makeLongTrace(id);
    const page = await openPage(organization.administrator, look);
    await page.goto(`/workloads/${id}`);
    await expect(page.getByText("ran out of memory")).toBeVisible();
    const reports = ["/logs", "/events", "/metrics", "/traces", `/traces/${trace}`, "/history"];
    const tabs = ["", ...reports, "/settings", "/access", "/activity"];
    const others = [`/replace?with=${draft.id}`, "?dialog=promote"];
    for (const path of [
      ...[...tabs, ...others].map((part) => `/workloads/${id}${part}`),
      ...["/workloads", "/repositories", `/repositories/${draft.repositoryId}`],
      `/artifacts/${idle.id}?dialog=run`,
    ]) {
      await page.goto(path);
      // A dialog's script comes with it, after the page that it is over.
      await expect(page.locator(path.includes("dialog=") ? "dialog" : "h1").first()).toBeVisible();
      const name = path.replaceAll(/[0-9a-f]{24,32}/g, "").replace(/\W+/g, "-");
      await page.screenshot({ path: `${outputDir}/${look.colorScheme}${name}.png`, fullPage: true });
      expect(await findFaults(page), path).toEqual([]);
    }
  });
}

test("the log is seen as it grows", async ({ organization, openPage }) => {
  const actor = await actorOf(organization.administrator);
  const workload = await makeShownWorkload(actor, (await makeArtifact(actor)).id);
  const page = await openPage(organization.administrator);
  await page.goto(`/workloads/${workload.id}/logs`);
  await expect(page.getByText("Nothing is logged yet.")).toBeVisible();
  await logLines(
    workload,
    Array.from({ length: 900 }, (_, index) => `line ${index + 1}`),
  );
  await expect(page.getByText("line 900", { exact: true })).toBeInViewport();
});

test("strangers see nothing of it, consumers not how it runs", async ({ organization, openPage }) => {
  const actor = await actorOf(organization.administrator);
  const { id } = await makeShownWorkload(actor, (await makeArtifact(actor)).id);
  const consumer = await makePerson(organization.id);
  await grant(organization.id, { workloadId: id }, consumer, "CONSUMER");
  const theirs = await openPage(consumer);
  expect((await theirs.goto(`/workloads/${id}`))?.status()).toBe(200);
  await expect(theirs.getByRole("button", { name: "Stop…" })).toHaveAttribute("aria-disabled", "true");
  for (const tab of ["logs", "events", "traces", "history", "access", "activity"])
    expect((await theirs.goto(`/workloads/${id}/${tab}`))?.status(), tab).toBe(403);
  const stranger = await openPage((await makeOrganization()).administrator);
  for (const tab of ["", "/logs", "/settings", "/replace"])
    expect((await stranger.goto(`/workloads/${id}${tab}`))?.status(), tab).toBe(404);
});

test("a workload is tried from its page: hostile answers are text, and nothing is lost", async ({
  organization,
  openPage,
}, { outputDir }) => {
  const upstream = await startUpstream((request, response) => {
    if (request.url === "/page") {
      response.writeHead(200, { "content-type": "text/html" });
      return void response.end("<img src=x onerror=\"document.title='taken'\"><h1>Owned</h1>");
    }
    if (request.url === "/binary") return void response.end(Buffer.from([0, 255, 1, 254]));
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      response.writeHead(418, { "content-type": "application/json", "x-asked": String(request.url) });
      response.end(JSON.stringify({ said: body, method: request.method, note: request.headers["x-note"] }));
    });
  });
  const actor = await actorOf(organization.administrator);
  const shown = await makeShownWorkload(actor, (await makeArtifact(actor)).id);
  const tried = { ...shown, address: upstream.address };
  for (const look of looks) {
    const page = await openPage(organization.administrator, look);
    await page.goto(`/workloads/${tried.id}`);
    await page.getByLabel("Method").selectOption("POST");
    await page.getByLabel("Path, below the endpoint").fill("/v1/say");
    await page.getByLabel("Query").fill("limit=10");
    await page.getByLabel("Headers").fill("Host: evil");
    await page.getByLabel("Body", { exact: true }).fill('{"hello":12345678901234567890}');
    await page.getByLabel("Body", { exact: true }).press("ControlOrMeta+Enter");
    await expect(page.getByText("This header is set on the way to the workload")).toBeVisible();
    await expect(page.getByLabel("Body", { exact: true })).toHaveValue('{"hello":12345678901234567890}');
    await page.getByLabel("Headers").fill("X-Note: typed here");
    await expectAnswer(page, tried, "418");
    const answer = page.getByRole("region", { name: "Body of the answer" });
    await expect(answer).toContainText('"method": "POST"');
    await expect(answer).toContainText('"note": "typed here"');
    await expect(answer).toContainText("12345678901234567890");
    await page.getByText(/^\d+ headers$/).click();
    await expect(page.getByText("/v1/say?limit=10")).toBeVisible();
    await page.screenshot({ path: `${outputDir}/${look.colorScheme}-tried.png`, fullPage: true });
    expect(await findFaults(page)).toEqual([]);
    await page.getByLabel("Method").selectOption("GET");
    await page.getByLabel("Path, below the endpoint").fill("/page");
    await page.getByLabel("Query").fill("");
    await expectAnswer(page, tried, "200");
    await expect(answer).toContainText("<h1>Owned</h1>");
    await expect(page.getByRole("heading", { name: "Owned" })).toHaveCount(0);
    await expect(page).not.toHaveTitle("taken");
    await page.getByLabel("Path, below the endpoint").fill("/binary");
    await expectAnswer(page, tried, "200");
    await expect(page.getByText("The body is binary")).toBeVisible();
    await page.getByLabel("Path, below the endpoint").fill("/../../secret");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByText("This leads out of the workload")).toBeVisible();
    await page.getByRole("link", { name: "Traces" }).click();
    await page.getByRole("link", { name: "POST /v1/say" }).first().click();
    const spans = page.getByRole("list", { name: "Spans" }).getByRole("listitem");
    await expect(spans.first()).toContainText("url.path /v1/say");
    await expect(spans.last()).toContainText("http.response.status_code 418");
  }
  await upstream.stop();
});

/** Sends until the gateway knows of the replica. */
async function expectAnswer(page: Page, tried: Parameters<typeof placeReplica>[0], status: string) {
  await expect(async () => {
    await placeReplica(tried);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
    const answer = page.getByRole("region", { name: "Answer" }).getByRole("status").first();
    await expect(answer).toContainText(status, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
}

test("name, description and importance are changed without a restart, and counted where things run", async ({
  organization,
  openPage,
}) => {
  const actor = await actorOf(organization.administrator);
  const draft = await makeArtifact(actor, { name: "claims-agent" });
  const { id } = await makeShownWorkload(actor, draft.id);
  await makeShownWorkload(actor, (await makeArtifact(actor)).id, "elsewhere");
  const page = await openPage(organization.administrator);
  await page.goto(`/workloads/${id}/settings`);
  await page.getByRole("textbox", { name: "Name" }).fill("elsewhere");
  await page.getByLabel("Description").fill("What the desk asks");
  await page.getByLabel("Importance", { exact: true }).selectOption("critical");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(page.getByText("Another workload has this name")).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("What the desk asks");
  await page.getByRole("textbox", { name: "Name" }).fill("claims-desk");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "claims-desk" })).toBeVisible();
  await expect(page.getByText("critical importance")).toBeVisible();
  await expect(page.getByText("Nothing yet.")).toBeVisible();
  await page.goto(`/workloads/${id}/replace?with=${draft.id}`);
  await expect(page.getByText("The same draft, as it was started")).toBeVisible();
  const spec = { containerGroups: [{ containers: [makeContainer({ port: 9090 })] }] };
  const saved = await page.evaluate(
    async ([url, body]) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(url, { method: "PATCH", headers, body })).status;
    },
    [`/api/v2/artifacts/${draft.id}`, JSON.stringify({ spec })] as const,
  );
  expect(saved).toBe(200);
  await page.reload();
  await expect(
    page.getByText("The same draft, changed since it was started. 1 change in 1 container."),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: /port 8080 9090/ })).toBeVisible();
  await page.goto("/repositories");
  await page.getByRole("link", { name: "1 running of claims-agent" }).click();
  await expect(page.getByRole("link", { name: "claims-desk" })).toBeVisible();
  await expect(page.getByRole("link", { name: "elsewhere" })).toHaveCount(0);
  await page.getByRole("link", { name: "Remove the filter Repository: claims-agent" }).click();
  await expect(page.getByRole("link", { name: "elsewhere" })).toBeVisible();
  await page.goto(`/repositories/${draft.repositoryId}`);
  await page.getByRole("link", { name: "1 workload runs it" }).click();
  await expect(page.getByRole("link", { name: "claims-desk" })).toBeVisible();
});
