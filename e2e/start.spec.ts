import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { findProcess, makeHome, type Product, removeHome, startProduct } from "#lib/testing/product";

// Each starts whole products: one after the other, or they slow each other down.
test.describe.configure({ mode: "default" });

const homes: string[] = [];
test.afterAll(() => {
  for (const home of homes) removeHome(home);
});

function newHome(): string {
  const home = makeHome();
  homes.push(home);
  return home;
}

function listChildren(pid: number): number[] {
  return (readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? []).map(Number);
}

/** The pids of the supervisor and of everything it started itself. */
const listProcesses = ({ pid }: Product) => [pid, ...listChildren(pid)];

const isThere = (pid: number) => existsSync(`/proc/${pid}`);

async function ready(product: Product): Promise<unknown> {
  const answer = await fetch(`${product.url}/readyz`);
  return answer.json();
}

test("a first start offers to make an account; a later one has nothing left to prepare", async () => {
  const home = newHome();
  const first = await startProduct({}, home);
  expect(first.setupUrl).toContain(first.url);
  expect(await ready(first)).toEqual({ status: "ready" });
  await first.stop();
  expect(await first.exited).toBe(0);

  const second = await startProduct({}, home);
  expect(second.output()).not.toMatch(/Installing|Building|Preparing/);
  await second.stop();
});

test("everything killed at once loses nothing, and the next start works", async () => {
  const home = newHome();
  const first = await startProduct({}, home);
  const secret = readFileSync(join(home, "secret"), "utf8");
  const processes = listProcesses(first);
  // The supervisor, the database, the server, the worker and the gateway.
  expect(processes.length).toBe(5);
  for (const pid of processes) process.kill(pid, "SIGKILL");
  await first.exited;

  const second = await startProduct({}, home);
  expect(await ready(second)).toEqual({ status: "ready" });
  expect(second.output()).not.toContain("Preparing the database");
  expect(readFileSync(join(home, "secret"), "utf8")).toBe(secret);
  await second.stop();
});

test("the supervisor killed alone takes nothing with it that the next start needs", async () => {
  const home = newHome();
  const first = await startProduct({}, home);
  process.kill(first.pid, "SIGKILL");
  const second = await startProduct({ PORT: new URL(first.url).port }, home);
  expect(await ready(second)).toEqual({ status: "ready" });
  await second.stop();
});

test("a database or a server that dies is started again", async () => {
  const product = await startProduct({}, newHome());
  for (const pid of listProcesses(product).slice(1)) {
    process.kill(pid, "SIGKILL");
    await expect.poll(() => listProcesses(product).includes(pid)).toBe(false);
    await expect
      .poll(() => ready(product).catch(() => null), { timeout: 20_000 })
      .toEqual({ status: "ready" });
  }
  expect(product.output()).toContain("The database ended (SIGKILL); starting it again");
  expect(product.output()).toContain("The server ended (SIGKILL); starting it again");
  await product.stop();
});

test("what serves the gateway's port is started again, alone or with all of it, and leaves nothing behind", async () => {
  const product = await startProduct({}, newHome());
  const gateway = () => findProcess(product, "gateway");
  const serving = () => listChildren(gateway());
  const answers = () =>
    fetch(`${product.gatewayUrl}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const first = serving();
  expect(first.length).toBe(Math.min(availableParallelism(), 4));
  const [one = 0, ...others] = first;
  process.kill(one, "SIGKILL");
  await expect.poll(() => serving().length > others.length && !serving().includes(one)).toBe(true);
  expect(serving()).toEqual(expect.arrayContaining(others));
  await expect.poll(answers).toBe(true);

  const second = serving();
  process.kill(gateway(), "SIGKILL");
  await expect.poll(() => second.filter(isThere)).toEqual([]);
  await expect.poll(answers, { timeout: 20_000 }).toBe(true);

  const last = serving();
  await product.stop();
  expect(last.filter(isThere)).toEqual([]);
});

test("a second start over the same home, and one on a taken port, say what is in the way", async () => {
  const product = await startProduct({}, newHome());
  await expect(startProduct({}, product.home)).rejects.toThrow(`pid ${product.pid}`);
  const { port } = new URL(product.url);
  await expect(startProduct({ PORT: port }, newHome())).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  await product.stop();
});
