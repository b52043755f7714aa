#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which `prisma generate` and `prisma migrate` would otherwise download
// from a vendor host at first use: the same JSON-RPC over stdin and stdout, spoken by Prisma's own WASM build of the
// engine over the pg driver adapter. `prisma.config.ts` names this file; Prisma runs it, so it must stay executable.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const { command, datamodels, datasource } = readArguments(process.argv.slice(2));

/** Where a panic of the WASM engine leaves its message. */
globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
  message: "",
  set_message(message) {
    this.message = message;
  },
  get() {
    return this.message;
  },
};
const panicMessage = () => globalThis.PRISMA_WASM_PANIC_REGISTRY.get();

function readArguments(args) {
  const read = { command: null, datamodels: [], datasource: {} };
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    if (arg === "--version" || arg === "-v") read.command = "version";
    else if (arg === "--datamodels") read.datamodels.push(args[++index]);
    else if (arg === "--datasource") read.datasource = JSON.parse(args[++index]);
    else if (arg === "cli") read.command = args[++index];
    else if (arg.startsWith("--")) index += 1;
  }
  return read;
}

function log(level, message, fields = {}) {
  const entry = {
    timestamp: new Date().toISOString(),
    level,
    target: "schema_engine::logger",
    fields: { message, ...fields },
  };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}

/** Runs `task` with a connection to the cluster's own database and the name of the database the URL means. */
async function asAdministrator(task) {
  const url = new URL(datasource.url);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await task(client, name);
  } finally {
    await client.end();
  }
}

const dropDatabase = (client, name) =>
  client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);

function createDatabase() {
  return asAdministrator(async (client, name) => {
    const existing = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (existing.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    return name;
  });
}

// ---- One-shot commands: `schema-engine cli <command>` ----

const commands = {
  version: async () => process.stdout.write("schema-engine-cli wasm\n"),
  "create-database": createDatabase,
  "drop-database": () => asAdministrator(dropDatabase),
  async "can-connect-to-database"() {
    const client = new pg.Client({ connectionString: datasource.url });
    await client.connect();
    await client.end();
  },
};

/** PostgreSQL's and Node's error codes that Prisma's command line tells apart. */
const prismaCodes = { "3D000": "P1003", "28P01": "P1000", ECONNREFUSED: "P1001" };

async function runCommand(name) {
  try {
    if (commands[name] === undefined) throw new Error(`The schema engine has no command ${name}`);
    await commands[name]();
    process.exit(0);
  } catch (error) {
    log("INFO", "schema engine"); // Prisma drops the first line it reads here.
    log("ERROR", error.message || String(error.code), { error_code: prismaCodes[error.code] });
    process.exit(1);
  }
}

// ---- The engine ----

class MigrationAdapter extends PrismaPg {
  /** Not the adapter's own way: given a connection string, pg ignores the `database` it is overridden with. */
  async connectToShadowDb() {
    if (datasource.shadowDatabaseUrl)
      return new PrismaPg({ connectionString: datasource.shadowDatabaseUrl }).connect();
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await asAdministrator((client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
    const url = new URL(datasource.url);
    url.pathname = `/${name}`;
    const connection = await new PrismaPg({ connectionString: url.href, max: 1 }).connect();
    const dispose = connection.dispose.bind(connection);
    connection.dispose = async () => {
      await dispose();
      await asAdministrator((client) => dropDatabase(client, name));
    };
    return connection;
  }
}

const charOid = 18;
/** Types of system columns that introspection reads and the adapter refuses, and what to read them as. */
const readableOids = new Map([
  [charOid, 1042],
  [22, 1005],
  [24, 25],
  [30, 1028],
  [194, 25],
  [2205, 25],
  [2206, 25],
]);

/** Mends the adapter for what migrations need; its classes are not exported, so by way of an instance. */
async function mendAdapter(factory) {
  const connection = await factory.connect();
  const adapter = Object.getPrototypeOf(connection);
  const queryable = Object.getPrototypeOf(adapter);
  runWholeScripts(adapter);
  readSystemColumns(queryable);
  await connection.dispose();
}

/** The adapter cuts scripts at every semicolon, also those in function bodies; PostgreSQL takes a script whole. */
function runWholeScripts(adapter) {
  adapter.executeScript = async function (script) {
    await this.client.query(script).catch((error) => this.onError(error));
  };
}

function readSystemColumns(queryable) {
  const { performIO, queryRaw } = queryable;
  const charColumns = new WeakMap();
  queryable.performIO = async function (query) {
    const result = await performIO.call(this, query);
    const fields = result?.fields ?? [];
    charColumns.set(
      this,
      fields.map((field) => field.dataTypeID === charOid),
    );
    for (const field of fields) field.dataTypeID = readableOids.get(field.dataTypeID) ?? field.dataTypeID;
    return result;
  };
  queryable.queryRaw = async function (query) {
    const result = await queryRaw.call(this, query);
    charColumns.get(this)?.forEach((isChar, index) => {
      if (isChar) result.columnTypes[index] = ColumnTypeEnum.Character;
    });
    return result;
  };
}

let engine = null;

async function startEngine() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@prisma/schema-engine-wasm"));
  const wasm = readFileSync(join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();

  // `generate` and `diff` between files connect to nothing, yet the engine insists on an adapter.
  const factory = new MigrationAdapter({
    connectionString: datasource.url || "postgresql://127.0.0.1:1/none",
    max: 1,
  });
  if (datasource.url) await mendAdapter(factory);
  const files = datamodels.map((file) => [file, readFileSync(file, "utf8")]);
  return glue.SchemaEngine.new(
    { datamodels: files.length > 0 ? files : undefined },
    (message) => {
      if (process.env.DEBUG) process.stderr.write(`${message}\n`);
    },
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

// ---- JSON-RPC, one message a line ----

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

/** Methods that the WASM build lacks or names otherwise; all others are the engine's own. */
const methods = {
  createDatabase: async () => ({ databaseName: await createDatabase() }),
  dropDatabase: async () => ({}),
  getDatabaseVersion: (params) => callEngine("version", params),
  async diff(params) {
    const result = await callEngine("diff", params);
    if (result?.stdout != null) send({ id: "print", method: "print", params: { content: result.stdout } });
    return result;
  },
};

async function callEngine(method, params) {
  engine ??= startEngine();
  return (await engine)[method](params);
}

async function answer(line) {
  const { id, method, params } = JSON.parse(line);
  if (method === undefined) return;
  try {
    const result = Object.hasOwn(methods, method)
      ? await methods[method](params)
      : await callEngine(method, params);
    send({ id, result: result ?? null });
  } catch (error) {
    const panic = panicMessage();
    const data = {
      is_panic: panic !== "",
      message: panic || error.message,
      error_code: error.code,
      meta: error.meta,
    };
    send({ id, error: { code: 4466, message: error.message, data } });
  }
}

function serve() {
  process.on("uncaughtException", (error) => {
    log("ERROR", panicMessage() || error.message, { backtrace: error.stack });
    process.exit(101);
  });
  const pending = new Set();
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    if (line.trim() === "") return;
    const task = answer(line).finally(() => pending.delete(task));
    pending.add(task);
  });
  lines.on("close", async () => {
    await Promise.allSettled(pending);
    process.exit(0);
  });
}

if (command === null) serve();
else await runCommand(command);
