import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeHome, removeHome } from "#lib/testing/product";
import {
  databaseName,
  describeEmbedded,
  ensureDatabase,
  type PostgresOptions,
  postgresUrl,
  startPostgres,
  stopLeftover,
} from "./postgres";
import { findProcess } from "./processes";
import type { Running } from "./running";

const home = makeHome();
let options: PostgresOptions;
let server: Running;

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgresUrl(options, databaseName) });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  options = await describeEmbedded(home);
  server = await startPostgres(options);
  await ensureDatabase(options, databaseName);
  await query("CREATE TABLE kept AS SELECT 1 AS one");
});

afterAll(async () => {
  await server.stop();
  removeHome(home);
});

test("listens on this machine only, and only to who knows the password", async () => {
  expect(await query("SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  const stranger = new pg.Client({
    connectionString: postgresUrl({ ...options, password: "guess" }, databaseName),
  });
  await expect(stranger.connect()).rejects.toThrow(/password/);
});

test("orders and folds text alike on every machine", async () => {
  expect(await query("SELECT lower('ÄÖ') AS folded, 'a' < 'B' AS caseless")).toEqual([
    { folded: "äö", caseless: false },
  ]);
});

test("starts again after a kill, and has kept what was committed", async () => {
  process.kill(server.pid, "SIGKILL");
  await server.exited;
  server = await startPostgres(options);
  expect(await query("SELECT one FROM kept")).toEqual([{ one: 1 }]);
});

test("a server that outlived its supervisor is stopped, and its successor has its data", async () => {
  const survivor = server;
  server = await startPostgres(options);
  expect(await survivor.exited).toBe("code 0");
  expect(server.pid).not.toBe(survivor.pid);
  expect(await query("SELECT one FROM kept")).toEqual([{ one: 1 }]);
});

test("another program that was given the pid of a dead server is left alone", async () => {
  await server.stop();
  const bystander = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(bystander, "spawn");
  const lockFile = join(options.place.dataFolder, "postmaster.pid");
  writeFileSync(lockFile, `${bystander.pid}\n${options.place.dataFolder}\n`);
  await stopLeftover(options.place.dataFolder);
  expect(findProcess(bystander.pid ?? 0)).not.toBeNull();
  bystander.kill();

  server = await startPostgres(options);
  expect(Number.parseInt(readFileSync(lockFile, "utf8"), 10)).toBe(server.pid);
});
