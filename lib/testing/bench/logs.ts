import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { env } from "#lib/env";
import { findBrowser } from "#lib/start/browser";
import { database } from "#lib/store/database";
import { actorOf, makeOrganization, openBrowserSession } from "#lib/testing/actors";
import { readCookies } from "#lib/testing/browser-cookies";
import { type MadeBuild, makeRunningBuild, workOn } from "#lib/testing/builds";
import type { LogsResult } from "./logs-result";
import { median, quantile } from "./measure";
import { functionNames, startProduct } from "./stage";

const lines = 1_000_000;
const linesPerChunk = 800;
const rounds = 5;
const live = { linesPerSecond: 20_000, seconds: 6, beatMs: 100 };

/** A log of a million lines of the built product: opened, jumped about in, searched, and followed while it grows. */
async function measureLogs(): Promise<LogsResult> {
  const { administrator } = await makeOrganization();
  const actor = await actorOf(administrator);
  const build = await makeRunningBuild(actor);
  await seedLog(build);
  await workOn(build).end({ status: "CANCELLED", reason: "It was long enough" });
  const growing = await makeRunningBuild(actor);
  const product = await startProduct(env.DATABASE_URL);
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(functionNames);
    await context.addCookies(readCookies(await openBrowserSession(administrator), product.url));
    const urlOf = ({ id, buildId }: MadeBuild) => `${product.url}/artifacts/${id}/builds/${buildId}`;
    return {
      lines,
      firstScreen: await measureFirstScreen(context, urlOf(build)),
      ...(await measureMoves(context, urlOf(build))),
      live: await measureLive(context, urlOf(growing), growing),
    };
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** As a worker would have written it, but at once. */
async function seedLog({ buildId }: MadeBuild): Promise<void> {
  await database.$executeRaw`INSERT INTO "build_log_chunk"
      ("build_id", "first_line", "line_count", "level", "text", "folded", "written_at")
    SELECT "build_id", "first_line", "line_count", 'INFO', "text", lower("text"), now() FROM (
    SELECT ${buildId} AS "build_id", c * ${linesPerChunk}::int + 1 AS "first_line",
      ${linesPerChunk}::int AS "line_count", string_agg(
      format('line %s of the log: compiling module %s of the application, unit %s', n, n % 977, md5(n::text)),
      E'\n' ORDER BY n) AS "text"
    FROM generate_series(0, ${lines / linesPerChunk - 1}::int) AS c,
      generate_series(c * ${linesPerChunk}::int + 1, (c + 1) * ${linesPerChunk}::int) AS n
    GROUP BY c) AS "made"`;
  await database.$executeRaw`UPDATE "image_build" SET "log_lines" = ${lines} WHERE "id" = ${buildId}`;
  await database.$executeRaw`ANALYZE "build_log_chunk"`;
}

const shown = (page: Page, line: number) =>
  page.locator(`[data-line="${line}"]`, { hasText: `line ${line} ` });

/** Chromium loads hundreds of scripts of its own address bar behind every new tab; the page is to be measured alone. */
const settleMs = 1_500;

async function measureFirstScreen(context: BrowserContext, url: string): Promise<number> {
  const times: number[] = [];
  // The first page also starts what the server starts once.
  for (let round = 0; round <= rounds; round += 1) {
    const page = await context.newPage();
    await page.addInitScript(watchFirstLine);
    await page.waitForTimeout(settleMs);
    await page.goto(url, { waitUntil: "commit" });
    await shown(page, 1).waitFor();
    const seen = await page.waitForFunction(
      () => window.performance.getEntriesByName("first line seen")[0]?.startTime,
    );
    if (round > 0) times.push(z.number().parse(await seen.jsonValue()));
    await page.close();
  }
  return median(times);
}

/**
 * Runs in the page, whose clock begins with the request for it: when the first line is painted. The paint that shows
 * what came with the page is the browser's own to tell; a line that comes later is seen in the frame after.
 */
function watchFirstLine(): void {
  const look = () => {
    const line = document.querySelector('[data-line="1"]');
    if (!line?.textContent?.includes("line 1 ")) requestAnimationFrame(look);
    else if (performance.getEntriesByName("first-contentful-paint").length > 0)
      performance.mark("first line seen");
    else
      new PerformanceObserver((list, observer) => {
        const [paint] = list.getEntriesByName("first-contentful-paint");
        if (!paint) return;
        observer.disconnect();
        performance.mark("first line seen", { startTime: paint.startTime });
      }).observe({ type: "paint", buffered: true });
  };
  requestAnimationFrame(look);
}

async function measureMoves(context: BrowserContext, url: string): Promise<{ jump: number; search: number }> {
  const page = await context.newPage();
  await page.goto(url);
  await shown(page, 1).waitFor();
  await page.waitForTimeout(1_000);
  const jumps: number[] = [];
  const searches: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const far = Math.floor((lines / (rounds + 1)) * round) + 137;
    jumps.push(await timeUntil(page, { hash: `#L${far}` }, `line ${far} `));
    const wanted = `line ${far + 5_000} `;
    searches.push(await timeUntil(page, { search: wanted }, wanted));
    await page.getByRole("searchbox").fill("");
  }
  await page.close();
  return { jump: median(jumps), search: median(searches) };
}

/** In the page, so that no message between the processes is counted. */
async function timeUntil(
  page: Page,
  { hash = "", search = "" }: { hash?: string; search?: string },
  text: string,
): Promise<number> {
  const took = await page.evaluate(
    ([nextHash, nextSearch, wanted]) =>
      new Promise<number>((done) => {
        const start = performance.now();
        if (nextHash !== "") window.location.hash = nextHash ?? "";
        const field = document.querySelector("input[type=search][aria-label='Search the whole log']");
        if (nextSearch !== "" && field instanceof HTMLInputElement) {
          const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") ?? {};
          set?.call(field, nextSearch);
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }
        const look = () => {
          const there = [...document.querySelectorAll("[data-line]")].some((line) =>
            line.textContent?.includes(wanted ?? ""),
          );
          if (there) done(performance.now() - start);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [hash, search, text],
  );
  return z.number().parse(took);
}

async function measureLive(
  context: BrowserContext,
  url: string,
  build: MadeBuild,
): Promise<LogsResult["live"]> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Follow" }).waitFor();
  const alone = await context.newPage();
  await alone.goto("about:blank");
  await alone.bringToFront();
  const idle = z.array(z.number()).parse(await alone.evaluate(watchFrames, 2_000));
  await alone.close();
  await page.bringToFront();
  await page.waitForTimeout(1_000);
  const watching = page.evaluate(watchFrames, live.seconds * 1_000);
  const start = performance.now();
  const written = await writeLines(build);
  const linesPerSecond = written / ((performance.now() - start) / 1_000);
  const frames = z
    .array(z.number())
    .parse(await watching)
    .toSorted((a, b) => a - b);
  await shown(page, written).waitFor();
  const last = await page.locator("[data-line]").last().getAttribute("data-line");
  await workOn(build).end({ status: "CANCELLED" });
  return {
    linesPerSecond,
    written,
    shown: Number(last),
    frames: frames.length,
    longest: frames.at(-1) ?? Number.NaN,
    longestAlone: Math.max(...idle),
    p95: quantile(frames, 0.95),
  };
}

async function writeLines(build: MadeBuild): Promise<number> {
  const work = workOn(build);
  const perBeat = (live.linesPerSecond * live.beatMs) / 1_000;
  const beats = (live.seconds * 1_000) / live.beatMs;
  const start = performance.now();
  for (let beat = 0; beat < beats; beat += 1) {
    const first = beat * perBeat + 1;
    await work.log(
      Array.from(
        { length: perBeat },
        (_, index) => `line ${first + index} of the log, with some words behind it`,
      ),
    );
    await delay(Math.max(0, start + (beat + 1) * live.beatMs - performance.now()));
  }
  return beats * perBeat;
}

/** Runs in the page: how long each frame took to come. */
function watchFrames(milliseconds: number): Promise<number[]> {
  return new Promise((done) => {
    const times: number[] = [];
    const onFrame = (time: number) => {
      times.push(time);
      if (time - (times[0] ?? 0) < milliseconds) requestAnimationFrame(onFrame);
      else done(times.slice(1).map((one, index) => one - (times[index] ?? 0)));
    };
    requestAnimationFrame(onFrame);
  });
}

process.send?.(await measureLogs());
process.disconnect();
process.exit(0);
