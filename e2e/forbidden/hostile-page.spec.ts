import type { Page, Request as SentRequest } from "@playwright/test";
import { actorOf, type TestOrganization } from "#lib/testing/actors";
import { test } from "#lib/testing/engine-journeys";
import { makeArtifact, makeWorkload } from "#lib/testing/factories";
import { describeGreeter } from "#lib/testing/greeter-image";
import { expect } from "#lib/testing/journeys";
import { makeVisitUrl } from "#lib/testing/visits";

const patience = { timeout: 120_000 };

interface Opened {
  id: string;
  /** Its page, in a tab of the visitor's browser. */
  tab: Page;
  /** Where it was opened. */
  site: string;
  /** Where it is reached with a token. */
  endpoint: string;
}

/** Runs a workload, and opens it as its person does from the dashboard: on an origin of its own. */
async function open(
  page: Page,
  { administrator }: TestOrganization,
  image: string,
  name: string,
): Promise<Opened> {
  const actor = await actorOf(administrator);
  const spec = { containerGroups: [{ containers: [describeGreeter(image, name)] }] };
  const artifact = await makeArtifact(actor, { spec });
  const { id } = await makeWorkload(actor, artifact.id, name);
  const headers = { authorization: `Bearer ${administrator.token}` };
  const read = async () => (await page.request.get(`/api/v2/workloads/${id}`, { headers })).json();
  await expect.poll(async () => (await read()).status, patience).toBe("running");
  await page.goto(`/workloads/${id}`);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  const tab = await opened;
  await expect(tab.locator("body")).toContainText(`"greeting":"${name}"`, patience);
  return { id, tab, site: tab.url(), endpoint: (await read()).endpoint };
}

/** What a script of the page learns from an address: all it can read of the answer, or that it can read none. */
const learn = (tab: Page, url: string, init: RequestInit = {}) =>
  tab.evaluate(
    async ([to, how]) => {
      try {
        const answer = await fetch(to, { credentials: "include", ...how });
        return `${answer.status} ${await answer.text()}`;
      } catch (error) {
        return String(error);
      }
    },
    [url, init] as const,
  );

/** Every cookie that the browser sends to a place while the page does something. */
async function watchCookies(
  tab: Page,
  place: string,
  work: () => Promise<unknown>,
): Promise<(string | undefined)[]> {
  const sent: Promise<string | undefined>[] = [];
  const watch = (request: SentRequest) => {
    if (request.url().startsWith(place)) sent.push(request.allHeaders().then(({ cookie }) => cookie));
  };
  tab.on("request", watch);
  await work();
  await expect.poll(() => sent.length).toBeGreaterThan(0);
  tab.off("request", watch);
  return Promise.all(sent);
}

const unreadable = "TypeError: Failed to fetch";

/** Posts a form to an address, which leaves the page for what it answers. */
const postForm = (tab: Page, url: string) =>
  tab.evaluate((to) => {
    const form = document.createElement("form");
    Object.assign(form, { method: "POST", action: to });
    document.documentElement.append(form);
    form.submit();
  }, url);

async function attack({ tab }: Opened, victim: Opened, dashboard: string): Promise<void> {
  expect(await tab.evaluate(() => document.cookie).catch(String)).not.toContain("plimsoll");
  const list = `${dashboard}/api/v2/artifacts`;
  const cookies = await watchCookies(tab, dashboard, async () => {
    expect(await learn(tab, list)).toBe(unreadable);
    expect(await learn(tab, `${dashboard}/workloads`)).toBe(unreadable);
    expect(await learn(tab, list, { method: "POST", body: "{}" })).toBe(unreadable);
    // Asks first, and is told no.
    const headers = { "content-type": "application/json" };
    expect(await learn(tab, list, { method: "POST", body: "{}", headers })).toBe(unreadable);
    // Needs no leave, and learns nothing.
    expect(await learn(tab, `${dashboard}/workloads`, { mode: "no-cors" })).toBe("0 ");
    expect(await learn(tab, list, { mode: "no-cors", method: "POST", body: "{}" })).toBe("0 ");
  });
  expect(new Set(cookies)).toEqual(new Set([undefined]));

  const others = [victim.site, victim.endpoint];
  for (const url of others) {
    const statuses: number[] = [];
    tab.on("response", (answer) => {
      if (answer.url() === url) statuses.push(answer.status());
    });
    expect(await learn(tab, url), url).toBe(unreadable);
    expect(await learn(tab, url, { method: "DELETE" }), url).toBe(unreadable);
    expect(await learn(tab, url, { mode: "no-cors" }), url).toBe("0 ");
    expect(await learn(tab, url, { mode: "no-cors", method: "POST", body: "x" }), url).toBe("0 ");
    await expect.poll(() => statuses.length).toBeGreaterThan(1);
    expect(
      statuses.filter((status) => status !== 401 && status !== 403),
      url,
    ).toEqual([]);
  }

  const posted = await watchCookies(tab, dashboard, () =>
    postForm(tab, `${dashboard}/workloads/${victim.id}`),
  );
  expect(posted[0]).toBeUndefined();
}

test("a page of a workload has nothing of the dashboard's session nor of another workload", async ({
  organization,
  openPage,
  contents: _,
  image,
  baseURL,
}) => {
  const page = await openPage(organization.administrator);
  const victim = await open(page, organization, image, "victim");
  const hostile = await open(page, organization, image, "hostile");
  const cookies = await page.context().cookies();
  expect(cookies.filter(({ name }) => name.endsWith("plimsoll.visit"))).toMatchObject([
    { domain: `${victim.id}.localhost`, path: "/", httpOnly: true, sameSite: "Lax" },
    { domain: `${hostile.id}.localhost`, path: "/", httpOnly: true, sameSite: "Lax" },
  ]);
  await attack(hostile, victim, baseURL ?? "");

  // As it is opened where the gateway has one name for all workloads.
  const actor = await actorOf(organization.administrator);
  for (const { id, tab, endpoint } of [victim, hostile]) {
    await tab.goto(await makeVisitUrl(actor, id, endpoint));
    await expect(tab.locator("body")).toContainText('"greeting":');
    expect(await tab.evaluate(() => origin)).toBe("null");
  }
  await attack(hostile, victim, baseURL ?? "");

  // The session is the browser's still, and the victim's page is its visitor's.
  await page.goto(`/workloads/${victim.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "victim" })).toBeVisible();
  await victim.tab.reload();
  await expect(victim.tab.locator("body")).toContainText('"greeting":"victim"');
});
