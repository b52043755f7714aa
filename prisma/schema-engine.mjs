#!/usr/bin/env node
// Stand-in for Prisma's native schema-engine: same stdio JSON-RPC, WASM engine + driver adapter.
import { readFileSync, appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';

const args = process.argv.slice(2);
const log = (level, message, extra = {}) =>
  process.stderr.write(JSON.stringify({ timestamp: new Date().toISOString(), level, target: 'schema_engine::logger', fields: { message, ...extra } }) + '\n');

const files = []; let datasource = {}; let cli;
for (let i = 0; i < args.length; i++) {
  if (args[i] === '--version' || args[i] === '-v') { console.log('schema-engine-cli wasm-shim'); process.exit(0); }
  if (args[i] === '--datamodels') files.push(args[++i]);
  else if (args[i] === '--datasource') datasource = JSON.parse(args[++i]);
  else if (args[i] === 'cli') cli = args[++i];
  else if (args[i].startsWith('--')) i++;
}
const url = datasource.url;
const admin = async (f) => {
  const u = new URL(url); const name = decodeURIComponent(u.pathname.slice(1));
  u.pathname = '/postgres';
  const c = new pg.Client({ connectionString: u.href }); await c.connect();
  try { return await f(c, name); } finally { await c.end(); }
};
async function createDatabase() {
  return admin(async (c, name) => { try { await c.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`); } catch (e) { if (e.code !== '42P04') throw e; } return name; });
}
if (cli) {
  try {
    if (cli === 'can-connect-to-database') { const c = new pg.Client({ connectionString: url }); await c.connect(); await c.end(); }
    else if (cli === 'create-database') await createDatabase();
    else if (cli === 'drop-database') await admin((c, n) => c.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(n)} WITH (FORCE)`));
    else throw new Error('unknown cli ' + cli);
    process.exit(0);
  } catch (e) {
    const code = e.code === '3D000' ? 'P1003' : e.code === '28P01' ? 'P1000' : e.code === 'ECONNREFUSED' ? 'P1001' : undefined;
    log('INFO', 'schema-engine-wasm shim'); // the CLI drops the first stderr line
    log('ERROR', e.message || String(e.code), code ? { error_code: code } : {});
    process.exit(1);
  }
}
const require = createRequire(import.meta.url);
globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { message: '', set_message(m) { this.message = m; }, get() { return this.message; } };
const wasmFile = path.join(path.dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { './schema_engine_bg.js': bg });
bg.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

class MigAdapter extends PrismaPg {
  async connectToShadowDb() {
    // do not use super's: with a connectionString, pg would ignore the overriding `database`
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    const shadow = datasource.shadowDatabaseUrl;
    if (shadow) return new PrismaPg({ connectionString: shadow }).connect();
    await admin((c) => c.query(`CREATE DATABASE "${name}"`));
    const u = new URL(url); u.pathname = '/' + name;
    const conn = await new PrismaPg({ connectionString: u.href, max: 1 }).connect();
    const dispose = conn.dispose.bind(conn);
    conn.dispose = async () => { await dispose(); await admin((c) => c.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)); };
    return conn;
  }
}
// adapter-pg rejects system column types that introspection reads ("char", name[], oidvector, ...): remap the oids.
const REMAP = new Map([[18, 1042], [194, 25], [2205, 25], [2206, 25], [24, 25], [22, 1005], [30, 1028]]);
async function patchAdapter(factory) {
  const c = await factory.connect();
  // adapter-pg cuts scripts at every semicolon, even inside a function body or a comment. PostgreSQL's simple query
  // protocol takes the whole script, and makes it one transaction.
  Object.getPrototypeOf(c).executeScript = async function (script) {
    try { await this.client.query(script); } catch (error) { this.onError(error); }
  };
  const proto = Object.getPrototypeOf(Object.getPrototypeOf(c)); // PgQueryable
  const orig = proto.performIO;
  proto.performIO = async function (q) {
    const r = await orig.call(this, q);
    this.__chars = (r?.fields ?? []).map((f) => f.dataTypeID === 18);
    for (const f of r?.fields ?? []) if (REMAP.has(f.dataTypeID)) f.dataTypeID = REMAP.get(f.dataTypeID);
    return r;
  };
  const origQuery = proto.queryRaw;
  proto.queryRaw = async function (q) {
    const r = await origQuery.call(this, q);
    this.__chars?.forEach((is, i) => { if (is) r.columnTypes[i] = ColumnTypeEnum.Character; });
    return r;
  };
  await c.dispose();
}
let engine;
async function getEngine() {
  if (engine) return engine;
  const factory = new MigAdapter({ connectionString: url ?? 'postgresql://127.0.0.1:1/none', max: 1 });
  await patchAdapter(factory);
  engine = await bg.SchemaEngine.new({ datamodels: files.length ? files.map((f) => [f, readFileSync(f, 'utf8')]) : undefined },
    (m) => { if (process.env.DEBUG) process.stderr.write(String(m) + '\n'); }, bindMigrationAwareSqlAdapterFactory(factory));
  return engine;
}
process.on('uncaughtException', (e) => { if (process.env.SE_LOG) appendFileSync(process.env.SE_LOG, 'PANIC ' + globalThis.PRISMA_WASM_PANIC_REGISTRY.get() + '\n' + e.stack + '\n'); log('ERROR', globalThis.PRISMA_WASM_PANIC_REGISTRY.get() || e.message, { backtrace: e.stack }); process.exit(101); });
const map = { getDatabaseVersion: 'version' };
const send = (o) => process.stdout.write(JSON.stringify(o) + '\n');
const rl = createInterface({ input: process.stdin, crlfDelay: Infinity });
let nextPrint = 1; const pending = new Set();
async function handle(line) {
  const m = JSON.parse(line);
  if (!m.method) return;
  try {
    let result;
    if (m.method === 'createDatabase') result = { databaseName: await createDatabase() };
    else if (m.method === 'dropDatabase') result = {};
    else {
      const e = await getEngine();
      result = await e[map[m.method] ?? m.method](m.params);
      if (m.method === 'diff' && result?.stdout != null) { send({ id: `p${nextPrint++}`, jsonrpc: '2.0', method: 'print', params: { content: result.stdout } }); }
    }
    send({ id: m.id, jsonrpc: '2.0', result: result ?? null });
  } catch (e) {
    const panic = globalThis.PRISMA_WASM_PANIC_REGISTRY.get();
    send({ id: m.id, jsonrpc: '2.0', error: { code: 4466, message: e.message, data: { is_panic: !!panic, message: panic || e.message, error_code: e.code, meta: e.meta } } });
  }
}
rl.on('line', (l) => { if (!l.trim()) return; const p = handle(l).finally(() => pending.delete(p)); pending.add(p); });
rl.on('close', async () => { await Promise.allSettled([...pending]); process.exit(0); });
