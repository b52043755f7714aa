import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { expect, test } from "#lib/testing/journeys";
import {
  findProcess,
  makeHome,
  type Product,
  removeHome,
  startProduct,
  testAdministrator,
} from "#lib/testing/product";

// One product for both, one after the other.
test.describe.configure({ mode: "default" });

const megabyte = 1024 * 1024;
const block = randomBytes(megabyte);
const boundary = "a-boundary";
const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="data/large.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`;
const tail = `\r\n--${boundary}--\r\n`;
const authorization = `Bearer ${testAdministrator.PLIMSOLL_ADMIN_TOKEN}`;

const home = makeHome();
let product: Product;
test.beforeAll(async () => {
  product = await startProduct({ ...testAdministrator, DOCKER_HOST: "none" }, home);
});
test.afterAll(async () => {
  await product.stop();
  removeHome(home);
});

async function post(path: string): Promise<unknown> {
  const headers = { authorization, "content-type": "application/json" };
  return (await fetch(`${product.url}/api/v2${path}`, { method: "POST", headers, body: "{}" })).json();
}

async function openStage(): Promise<string> {
  const { catalogId } = z.object({ catalogId: z.string() }).parse(await post("/files/"));
  const { stageId } = z.object({ stageId: z.string() }).parse(await post(`/files/${catalogId}/stages/`));
  return `/files/${catalogId}/stages/${stageId}/upload/`;
}

/** The most memory that the server's process has ever held, in megabytes. */
function peakMemory(): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(
    readFileSync(`/proc/${findProcess(product, "server")}/status`, "utf8"),
  )?.[1];
  return Number(peak) / 1024;
}

/** Sends as many megabytes, no faster than they are taken; resolves with the answer, or null if it hung up half-way. */
async function upload(path: string, announced: number, sent = announced): Promise<unknown> {
  const outgoing = request(`${product.url}/api/v2${path}`, {
    method: "POST",
    headers: {
      authorization,
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": head.length + announced * megabyte + tail.length,
    },
  });
  const answered = new Promise<unknown>((resolve) => {
    outgoing.on("error", () => resolve(null));
    outgoing.on("response", async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve(JSON.parse(text));
    });
  });
  outgoing.write(head);
  for (let count = 0; count < sent; count += 1) {
    if (!outgoing.write(block)) await new Promise((drained) => outgoing.once("drain", drained));
  }
  if (sent < announced) outgoing.destroy();
  else outgoing.end(tail);
  return answered;
}

const incoming = () => readdirSync(join(home, "sources/incoming"));

test("two gibibytes go through a process that holds less than 400 MB", async () => {
  const answer = await upload(await openStage(), 2048);
  expect(answer).toMatchObject({ fileName: "data/large.bin", fileSize: 2048 * megabyte });
  expect(peakMemory()).toBeGreaterThan(50);
  expect(peakMemory()).toBeLessThan(400);
  expect(incoming()).toEqual([]);
});

test("a client that hangs up half-way leaves nothing", async () => {
  const path = await openStage();
  expect(await upload(path, 64, 32)).toBeNull();
  await expect.poll(incoming).toEqual([]);
  const [, catalogId] = /\/files\/(\w+)\//.exec(path) ?? [];
  const stageId = /stages\/(\w+)\//.exec(path)?.[1];
  const headers = { authorization, "content-type": "application/json" };
  const made = await fetch(`${product.url}/api/v2/files/${catalogId}/fromStage/`, {
    method: "POST",
    headers,
    body: JSON.stringify({ stageId }),
  });
  expect(await made.json()).toMatchObject({ numFiles: 0 });
});
