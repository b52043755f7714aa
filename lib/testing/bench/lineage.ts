import { performance } from "node:perf_hooks";
import { type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { buildLineage } from "#lib/domain/lineage";
import { lineageArtifact } from "#lib/domain/lineage-artifacts";
import { layOutLineage } from "#lib/domain/lineage-layout";
import { env } from "#lib/env";
import { findBrowser } from "#lib/start/browser";
import { actorOf, makeOrganization, openBrowserSession } from "#lib/testing/actors";
import { readCookies } from "#lib/testing/browser-cookies";
import { makeManyVersions } from "#lib/testing/many-versions";
import type { Frames, LineageResult } from "./lineage-result";
import { median, quantile } from "./measure";
import { functionNames, startProduct } from "./stage";

const size = { versions: 500, drafts: 100 };
const rounds = 5;
const quietMs = 600;
const frameMs = 1000 / 60;
/** Of the clock of frames. */
const toleranceMs = 1;

type Movement = "nothing" | "panning" | "zooming";

/** A large lineage of the built product: laid out, drawn for the first time, and moved about. */
async function measureLineage(): Promise<LineageResult> {
  const { administrator } = await makeOrganization();
  const { repositoryId } = await makeManyVersions(await actorOf(administrator), size);
  const product = await startProduct(env.DATABASE_URL);
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const text = await product.get(`/artifactRepositories/${repositoryId}/lineage`, administrator.token);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(functionNames);
    await context.addCookies(readCookies(await openBrowserSession(administrator), product.url));
    const url = `${product.url}/repositories/${repositoryId}/lineage`;
    return {
      ...size,
      layout: measureLayout(text),
      firstDraw: await measureFirstDraw(context, url),
      frames: await measureFrames(context, url),
    };
  } finally {
    await browser.close();
    await product.stop();
  }
}

function measureLayout(text: string): number {
  const { artifacts } = z.object({ artifacts: z.array(lineageArtifact) }).parse(JSON.parse(text));
  const times = Array.from({ length: 50 }, () => {
    const start = performance.now();
    layOutLineage(buildLineage(artifacts));
    return performance.now() - start;
  });
  return median(times);
}

type Draw = LineageResult["firstDraw"];

/**
 * The graph is kept from having a size until the page is quiet: then all scripts are there and the lineage is laid out,
 * and what follows is the drawing alone.
 */
async function measureFirstDraw(context: BrowserContext, url: string): Promise<Draw> {
  const all: Draw[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    // Time of this thread alone: by the clock on the wall it would pay for whatever else the machine does.
    await client.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.addInitScript(hideGraph);
    await page.goto(url, { waitUntil: "load" });
    await page.waitForTimeout(4 * quietMs);
    const idle = await workDuring(client, () => page.waitForTimeout(quietMs));
    const drawing = await workDuring(client, async () => {
      await page.evaluate(() => document.querySelector("#hide-graph")?.remove());
      await page.waitForTimeout(quietMs);
    });
    await page.locator("[data-node]").first().waitFor();
    all.push({
      all: drawing.all - idle.all,
      script: drawing.script - idle.script,
      rendering: drawing.rendering - idle.rendering,
    });
    await page.close();
  }
  const middle = (pick: (one: Draw) => number) => median(all.map(pick));
  return {
    all: middle((one) => one.all),
    script: middle((one) => one.script),
    rendering: middle((one) => one.rendering),
  };
}

/** Runs in the page, before anything of its own. */
function hideGraph(): void {
  document.addEventListener("DOMContentLoaded", () => {
    const style = document.createElement("style");
    style.id = "hide-graph";
    style.textContent = "[aria-label^='Graph of versions'] { display: none }";
    document.body.append(style);
  });
}

/** Milliseconds that the main thread worked meanwhile. */
async function workDuring(client: CDPSession, wait: () => Promise<unknown>): Promise<Draw> {
  const before = await readWork(client);
  await wait();
  const after = await readWork(client);
  return {
    all: after.all - before.all,
    script: after.script - before.script,
    rendering: after.rendering - before.rendering,
  };
}

async function readWork(client: CDPSession): Promise<Draw> {
  const { metrics } = await client.send("Performance.getMetrics");
  const read = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN);
  return {
    all: read("TaskDuration"),
    script: read("ScriptDuration"),
    rendering: read("LayoutDuration") + read("RecalcStyleDuration"),
  };
}

/** In turns, so that a noisy moment of the machine meets all of them. */
async function measureFrames(context: BrowserContext, url: string): Promise<LineageResult["frames"]> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator("[data-node]").first().waitFor();
  const empty = await context.newPage();
  await empty.goto("about:blank");
  const seen: Record<Movement, number[]> = { nothing: [], panning: [], zooming: [] };
  for (let round = 0; round < rounds; round += 1) {
    seen.nothing.push(...(await watchFrames(empty, "nothing")));
    seen.panning.push(...(await watchFrames(page, "panning")));
    seen.zooming.push(...(await watchFrames(page, "zooming")));
  }
  return {
    nothing: describeFrames(seen.nothing),
    panning: describeFrames(seen.panning),
    zooming: describeFrames(seen.zooming),
  };
}

async function watchFrames(page: Page, movement: Movement): Promise<number[]> {
  await page.bringToFront();
  await page.waitForTimeout(quietMs);
  return z.array(z.number()).parse(await page.evaluate(moveForTwoSeconds, movement));
}

/** Runs in the page: turns the wheel a little in every frame, and notes when each frame came. */
function moveForTwoSeconds(movement: Movement): Promise<number[]> {
  const count = 120;
  const graph = document.querySelector("section section");
  const { left = 0, top = 0, width = 0, height = 0 } = graph?.getBoundingClientRect() ?? {};
  const at = { clientX: left + width / 2, clientY: top + height / 2 };
  const common = { ...at, bubbles: true, cancelable: true };
  return new Promise((done) => {
    const times: number[] = [];
    const onFrame = (time: number) => {
      times.push(time);
      const turn = times.length <= count / 2 ? 1 : -1;
      if (movement === "panning")
        graph?.dispatchEvent(new WheelEvent("wheel", { ...common, deltaX: -48 * turn }));
      if (movement === "zooming")
        graph?.dispatchEvent(new WheelEvent("wheel", { ...common, deltaY: 24 * turn, ctrlKey: true }));
      if (times.length <= count) requestAnimationFrame(onFrame);
      else done(times.slice(1).map((one, index) => one - (times[index] ?? 0)));
    };
    requestAnimationFrame(onFrame);
  });
}

function describeFrames(intervals: number[]): Frames {
  const sorted = intervals.toSorted((a, b) => a - b);
  const shareOver = (limit: number) =>
    intervals.filter((interval) => interval > limit + toleranceMs).length / intervals.length;
  return {
    count: intervals.length,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    overOne: shareOver(frameMs),
    overTwo: shareOver(2 * frameMs),
  };
}

process.send?.(await measureLineage());
process.disconnect();
process.exit(0);
