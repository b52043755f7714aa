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
    const cookie = await openBrowserSession(site.visitor);
    const measureOne = (route: string, url: string) => measureRounds(browser, { route, url, cookie });
    const results = [await measureOne("a plain page", plain.url)];
    for (const [route, find] of Object.entries(pageExamples)) {
      for (const path of find(site)) results.push(await measureOne(route, `${product.url}${path}`));
    }
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
  cookie: string;
}

async function measureRounds(browser: Browser, target: Target): Promise<PageResult> {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await measureOnce(browser, target));
  const middle = (pick: (one: Measured) => number) => median(all.map(pick));
  return {
    route: target.route,
    path: target.url.replace(/^https?:\/\/[^/]+/, ""),
    htmlAndData: middle((one) => one.htmlAndData),
    script: middle((one) => one.script),
    lcp: middle((one) => one.lcp),
    inp: middle((one) => one.inp),
    cls: Math.max(...all.map((one) => one.cls)),
  };
}

type Measured = Omit<PageResult, "route" | "path">;

async function measureOnce(browser: Browser, { url, cookie }: Target): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addCookies(readCookies(cookie, url));
    await context.addInitScript(functionNames);
    await context.addInitScript(observeVitals);
    const page = await context.newPage();
    const weight = await watchWeight(context, page);
    await page.goto(url, { waitUntil: "load" });
    // The network is never idle: the page keeps a stream of changes.
    await page.waitForTimeout(2 * settleMs);
    const loaded = { ...weight };
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

/** Bytes over the wire of scripts; of documents and data the bytes themselves, before compression. */
async function watchWeight(context: BrowserContext, page: Page) {
  const weight = { htmlAndData: 0, script: 0 };
  const kinds = new Map<string, string>();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  client.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  client.on("Network.dataReceived", ({ requestId, dataLength }) => {
    if (isData(kinds.get(requestId))) weight.htmlAndData += dataLength;
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId) === "Script") weight.script += encodedDataLength;
  });
  return weight;
}

function isData(kind: string | undefined): boolean {
  return kind === "Document" || kind === "Fetch" || kind === "XHR";
}

/** What anybody may press on any page: the tab key, the help and away with it, and a click on nothing. */
async function interact(page: Page): Promise<void> {
  await page.mouse.click(640, 790);
  for (const key of ["Tab", "Tab", "?", "Escape"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(settleMs / 2);
  }
  const field = page.getByRole("searchbox").or(page.getByRole("textbox")).first();
  if (await field.isVisible()) await field.pressSequentially("claims");
  await page.waitForTimeout(settleMs);
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
