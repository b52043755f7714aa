import { expect, test } from "@playwright/test";
import { z } from "zod";
import { baseImage } from "#lib/testing/base-image";
import { BuildClient } from "#lib/testing/build-client";
import { findTestEngine } from "#lib/testing/engine";
import {
  findProcess,
  makeHome,
  type Product,
  removeHome,
  startProduct,
  testAdministrator,
} from "#lib/testing/product";
import { zipOf } from "#lib/testing/zip";

// One product for both, one after the other.
test.describe.configure({ mode: "default" });

const home = makeHome();
let product: Product;
let client: BuildClient;
test.beforeAll(async () => {
  product = await startProduct({ ...testAdministrator, DOCKER_HOST: findTestEngine() ?? "none" }, home);
  client = new BuildClient(product.url, testAdministrator.PLIMSOLL_ADMIN_TOKEN);
});
test.afterAll(async () => {
  await product.stop();
  removeHome(home);
});

test("a worker that is killed while it unpacks an archive: another unpacks it, whole and once", async () => {
  const files = 1_000;
  const archive = zipOf(
    Array.from({ length: files }, (_, index) => ({ name: `folder/${index}.txt`, content: `file ${index}` })),
  );
  const { statusId, ...source } = await client.sendArchive(archive);
  await expect
    .poll(() => client.getStatus(statusId), { intervals: [10] })
    .toMatchObject({ status: "STARTED_ON_WORKER" });
  process.kill(findProcess(product, "worker"), "SIGKILL");
  expect(await client.getStatus(statusId)).toMatchObject({ status: "STARTED_ON_WORKER" });
  await expect
    .poll(() => client.getStatus(statusId), { timeout: 200_000 })
    .toMatchObject({ status: "COMPLETED" });
  const { text } = await client.call("GET", `/files/${source.catalogId}/versions/?limit=10`);
  expect(JSON.parse(text)).toMatchObject({ totalCount: 1, data: [{ numFiles: files }] });
});

const toldLines = z.object({ firstLine: z.int(), lines: z.array(z.string()) });

test("a server that is killed while a log is followed: no line is lost, none told twice", async ({
  page,
}) => {
  test.info().skip(findTestEngine() === null, "There is no container engine, and only root can start one");
  // What the page's own client is told, stream by stream; whole events only, as it reads them.
  await page.addInitScript(() => {
    const streams: string[] = [];
    Object.assign(window, { streams });
    const { fetch } = window;
    window.fetch = async (...input) => {
      const answer = await fetch(...input);
      if (!answer.url.includes("/api/live/builds/") || !answer.body) return answer;
      const at = streams.push("") - 1;
      const record = new TransformStream<string, string>({
        transform(text, controller) {
          streams[at] += text;
          controller.enqueue(text);
        },
      });
      const body = answer.body
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(record)
        .pipeThrough(new TextEncoderStream());
      return new Response(body, answer);
    };
  });
  const [rounds, perRound] = [60, 80];
  const loop = `i=0; while [ $i -lt ${rounds} ]; do seq $((i*${perRound}+1)) $(((i+1)*${perRound})); i=$((i+1)); sleep 0.2; done`;
  const dockerfile = `FROM ${baseImage}\nRUN echo ${Date.now()}; ${loop}\n`;
  const id = await client.makeDraft(await client.upload({ Dockerfile: dockerfile }));
  await page.goto(`${product.url}/sign-in?next=/artifacts/${id}`);
  await page.getByLabel("E-mail").fill(testAdministrator.PLIMSOLL_ADMIN_EMAIL);
  await page.getByLabel("Password", { exact: true }).fill(testAdministrator.PLIMSOLL_ADMIN_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${product.url}/artifacts/${id}`);
  // Only now, so that it still goes on when its page is there.
  const buildId = await client.start(id);
  await page.goto(`${product.url}/artifacts/${id}/builds/${buildId}`);
  const streams = async () => z.array(z.string()).parse(await page.evaluate("window.streams ?? []"));
  await expect.poll(async () => (await streams()).join(""), { timeout: 60_000 }).toContain("event: lines");
  process.kill(findProcess(product, "server"), "SIGKILL");
  await expect
    .poll(
      () =>
        fetch(`${product.url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 90_000 },
    )
    .toBe(true);
  await client.waitFor(id, buildId, undefined, 180);
  const log = await client.log(id, buildId);
  const digits = log.filter((line) => /^\d+$/.test(line) && line.length < 6).map(Number);
  expect(digits).toEqual(Array.from({ length: rounds * perRound }, (_, index) => index + 1));

  await expect.poll(async () => (await streams()).at(-1), { timeout: 60_000 }).toContain("event: over");
  const told = await streams();
  expect(told.length).toBeGreaterThan(1);
  const chunks = told.flatMap((text) =>
    text
      .split("\n\n")
      .slice(0, -1)
      .filter((event) => event.includes("event: lines\n"))
      .map((event) => toldLines.parse(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? "null"))),
  );
  let next = chunks[0]?.firstLine ?? 0;
  for (const { firstLine, lines } of chunks) {
    expect(firstLine).toBe(next);
    expect(lines).toEqual(log.slice(firstLine - 1, firstLine - 1 + lines.length));
    next = firstLine + lines.length;
  }
  expect(next).toBe(log.length + 1);
  await page.keyboard.press("End");
  const last = page.locator(`[data-line="${log.length}"]`);
  await expect(last).toBeInViewport();
  await expect(last).toContainText(log.at(-1) ?? "");
});
