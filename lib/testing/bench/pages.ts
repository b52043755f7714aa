import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { env } from "#lib/env";
import { findBrowser } from "#lib/start/browser";
import { openBrowserSession } from "#lib/testing/actors";
import { readCookies } from "#lib/testing/browser-cookies";
import { pageExamples } from "#lib/testing/page-examples";
import { makeSite } from "#lib/testing/site";
import { median } from "./measure";
import type { PageResult } from "./pages-result";
import { functionNames, startProduct } from "./stage";

const rounds = 3;
const settleMs = 400;

/** Every page in a browser of its own with an empty cache, and the same of a page that has next to nothing on it. */
async function measurePages(organizationId: string): Promise<PageResult[]> {
  const site = await makeSite(organizationId);
  const product = await startProduct(env.DATABASE_URL);
  const plain = await servePlainPage();
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const session = await openBrowserSession(site.visitor);
    const targets = Object.entries(pageExamples).flatMap(([route, find]) =>
      // Who is signed in is sent on from there.
      find(site).map((path) => ({
        route,
        url: `${product.url}${path}`,
        cookie: route === "/sign-in" ? null : session,
      })),
    );
    // What runs for the first time on the server is not what is measured.
    for (const target of targets) await askOnce(target);
    const results = [await measureRounds(browser, { route: "a plain page", url: plain.url, cookie: null })];
    for (const target of targets) results.push(await measureRounds(browser, target));
    return results;
  } finally {
    await browser.close();
    plain.close();
    await product.stop();
  }
}

interface Target {
  route: string;
  url: string;
  /** Null for nobody. */
  cookie: string | null;
}

async function askOnce({ url, cookie }: Target): Promise<void> {
  const answer = await fetch(url, { headers: cookie === null ? {} : { cookie } });
  await answer.text();
}

async function measureRounds(browser: Browser, target: Target): Promise<PageResult> {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const measured = await measureOnce(browser, target).catch((cause: unknown) => {
      throw new Error(`${target.url} could not be measured`, { cause });
    });
    all.push(measured);
  }
  const middle = (pick: (one: Measured) => number) => median(all.map(pick));
  return {
    route: target.route,
    path: target.url.replace(/^https?:\/\/[^/]+/, ""),
    html: middle((one) => one.html),
    data: middle((one) => one.data),
    // The same in every round, but for what comes late.
    scripts: Object.assign({}, ...all.map((one) => one.scripts)),
    lcp: middle((one) => one.lcp),
    inp: middle((one) => one.inp),
    cls: Math.max(...all.map((one) => one.cls)),
  };
}

type Measured = Omit<PageResult, "route" | "path">;

async function measureOnce(browser: Browser, { url, cookie }: Target): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    if (cookie !== null) await context.addCookies(readCookies(cookie, url));
    await context.addInitScript(functionNames);
    await context.addInitScript(observeVitals);
    const page = await context.newPage();
    const weight = await watchWeight(context, page);
    await page.goto(url, { waitUntil: "load" });
    // The network is never idle: the page keeps a stream of changes.
    await page.waitForTimeout(2 * settleMs);
    const loaded = { ...weight, scripts: { ...weight.scripts } };
    await interact(page);
    return { ...loaded, ...vitals.parse(await page.evaluate(() => Reflect.get(window, "plimsollVitals"))) };
  } finally {
    await context.close();
  }
}

const vitals = z.object({ lcp: z.number(), inp: z.number(), cls: z.number() });

/** Runs in the page, before anything of its own: the vitals as web.dev defines them, in milliseconds. */
function observeVitals(): void {
  const seen = { lcp: 0, inp: 0, cls: 0 };
  Reflect.set(window, "plimsollVitals", seen);
  const observe = (type: string, take: (entry: PerformanceEntry) => void, options: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
      ...options,
    });
  observe("largest-contentful-paint", (entry) => {
    seen.lcp = entry.startTime;
  });
  observe("layout-shift", (entry) => {
    const [value, expected] = [Reflect.get(entry, "value"), Reflect.get(entry, "hadRecentInput")];
    if (!expected) seen.cls += Number(value);
  });
  observe(
    "event",
    (entry) => {
      if (Reflect.get(entry, "interactionId")) seen.inp = Math.max(seen.inp, entry.duration);
    },
    { durationThreshold: 16 },
  );
}

interface Weight {
  html: number;
  data: number;
  scripts: Record<string, number>;
}

/** Bytes over the wire of scripts, without headers; of documents and data the bytes themselves, before compression. */
async function watchWeight(context: BrowserContext, page: Page): Promise<Weight> {
  const weight: Weight = { html: 0, data: 0, scripts: {} };
  const responses = new Map<string, { type: string; url: string; headers: number }>();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  client.on("Network.responseReceived", ({ requestId, type, response }) =>
    responses.set(requestId, { type, url: response.url, headers: response.encodedDataLength }),
  );
  client.on("Network.dataReceived", ({ requestId, dataLength }) => {
    const type = responses.get(requestId)?.type;
    if (type === "Document") weight.html += dataLength;
    if (type === "Fetch" || type === "XHR") weight.data += dataLength;
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const response = responses.get(requestId);
    if (response?.type !== "Script") return;
    const name = response.url.split("/").at(-1) ?? response.url;
    weight.scripts[name] = encodedDataLength - response.headers;
  });
  return weight;
}

/** What anybody may do on any page: a click on nothing, the tab key, the help and away with it, and write. */
async function interact(page: Page): Promise<void> {
  await page.mouse.click(640, 790);
  for (const key of ["Tab", "Tab", "?", "Escape"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(settleMs / 2);
  }
  const fields = page.getByRole("searchbox").or(page.getByRole("textbox"));
  // Of the editor the last one is the document as text.
  for (const field of [fields.first(), fields.last()]) {
    if (await field.isVisible()) await field.pressSequentially("claims");
    await page.waitForTimeout(settleMs);
  }
}

async function servePlainPage() {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      "<!doctype html><title>Plain</title><h1>A plain page</h1><input type=search aria-label=Search>",
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The plain page has no port");
  return { url: `http://localhost:${address.port}/`, close: () => server.close() };
}

const { organizationId } = z
  .object({ organizationId: z.string() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));
process.send?.(await measurePages(organizationId));
process.disconnect();
process.exit(0);
