import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { deployMigrations } from "#lib/start/migrations";
import { findFreePort } from "#lib/start/ports";
import { ensureDatabase, postgresUrl, startPostgres } from "#lib/start/postgres";
import { preparePostgresPlace } from "#lib/start/postgres-place";
import { startServer } from "#lib/start/server-process";

const root = resolve(import.meta.dirname, "../../..");

/** A PostgreSQL with its ordinary, durable settings in a temporary folder. */
export async function startDatabase() {
  const home = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
  chmodSync(home, 0o711);
  const place = preparePostgresPlace(home);
  const access = { port: await findFreePort(), password: randomBytes(16).toString("hex") };
  const server = await startPostgres({ ...access, place, logFile: join(home, "postgres.log") });
  return {
    /** A new, migrated database. */
    async create(name: string): Promise<string> {
      await ensureDatabase(access, name);
      const url = postgresUrl(access, name);
      await deployMigrations(root, url);
      return url;
    },
    async stop(): Promise<void> {
      await server.stop();
      for (const folder of [place.dataFolder, home]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The built product over a database, and a client that keeps its connections. It has the secret of this process, so that
 * a session opened here is one there.
 */
export async function startProduct(databaseUrl: string) {
  const port = await findFreePort();
  const server = await startServer({
    host: "127.0.0.1",
    port,
    command: [join(root, "dist/server.js")],
    environment: {
      DATABASE_URL: databaseUrl,
      HOST: "127.0.0.1",
      PORT: String(port),
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
    },
  });
  const agent = new Agent({ keepAlive: true });
  return {
    url: `http://localhost:${port}`,
    /** The same address for another client. */
    addressOf: (path: string) => `http://127.0.0.1:${port}/api/v2${path}`,
    /** GETs a path under /api/v2 with a token; anything but 200 ends the bench. */
    get: (path: string, token: string) => get({ agent, port, path: `/api/v2${path}`, token }),
    async stop(): Promise<void> {
      agent.destroy();
      await server.stop();
    },
  };
}

/** For pages that run functions of ours: what runs this source wraps named functions in a call that only it knows. */
export const functionNames = { content: "globalThis.__name = (made) => made;" };

interface Get {
  agent: Agent;
  port: number;
  path: string;
  token: string;
}

function get({ agent, port, path, token }: Get): Promise<string> {
  return new Promise((done, failed) => {
    const sent = request(
      { agent, host: "127.0.0.1", port, path, headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const body = Buffer.concat(chunks).toString();
          if (answer.statusCode === 200) done(body);
          else failed(new Error(`${path}: ${answer.statusCode} ${body.slice(0, 300)}`));
        });
      },
    );
    sent.on("error", failed);
    sent.end();
  });
}
