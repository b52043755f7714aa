import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findFreePort } from "#lib/start/ports";
import { preparePostgresPlace } from "#lib/start/postgres-place";

export interface Product {
  url: string;
  /** Where workloads are invoked. */
  gatewayUrl: string;
  /** The one-time link of the first run; null where an administrator was configured. */
  setupUrl: string | null;
  home: string;
  /** Of the supervisor. */
  pid: number;
  /** Everything printed so far. */
  output(): string;
  /** Resolves with the exit code, null after a signal. */
  exited: Promise<number | null>;
  stop(): Promise<void>;
}

/** The person, with a token, that a product made with this as its environment has from the start. */
export const testAdministrator = {
  PLIMSOLL_ADMIN_EMAIL: "admin@plimsoll.example",
  PLIMSOLL_ADMIN_PASSWORD: "a password only tests know",
  PLIMSOLL_ADMIN_TOKEN: "a-token-only-tests-know-0123456789abcdef",
};

export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), "plimsoll-product-"));
  // As the supervisor would, so that it is known now whether the database can lie in here.
  chmodSync(home, 0o711);
  return home;
}

/** Removes a home and what of it lies elsewhere. Nothing may be running over it. */
export function removeHome(home: string): void {
  for (const folder of [preparePostgresPlace(home).ownFolder, home])
    rmSync(folder, { recursive: true, force: true });
}

/** The id of one of a product's processes: the supervisor's child that runs that bundle. */
export function findProcess({ pid }: Product, name: "server" | "worker" | "gateway"): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const found = children.find((child) =>
    readFileSync(`/proc/${child}/cmdline`, "utf8").includes(`${name}.js`),
  );
  if (found === undefined) throw new Error(`There is no ${name}`);
  return Number(found);
}

const project = resolve(import.meta.dirname, "../..");

/** Starts the built product as `npm start` does: its own home, database and port. It ends with the test that started it. */
export async function startProduct(
  environment: Record<string, string> = {},
  home = makeHome(),
): Promise<Product> {
  const port = environment.PORT ?? String(await findFreePort());
  const gatewayPort = environment.GATEWAY_PORT ?? String(await findFreePort());
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PLIMSOLL_|DATABASE_URL|PUBLIC_URL|GATEWAY_|(DOCKER_)?HOST$|NODE_ENV|VITEST)/.test(name),
  );
  const child = spawn(process.execPath, [join(project, "lib/start/bootstrap.js"), "start"], {
    // The channel ends the product when this process ends, however that comes.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      ...Object.fromEntries(inherited),
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      // An engine of its own would take longer to start than the rest.
      DOCKER_HOST: "none",
      PLIMSOLL_HOME: home,
      PORT: port,
      GATEWAY_PORT: gatewayPort,
      ...environment,
    },
  });
  let output = "";
  const exited = new Promise<number | null>((done) => child.once("exit", done));
  const ready = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += chunk;
        if (output.includes("Plimsoll is ready")) done();
      });
    }
  });
  await Promise.race([
    ready,
    exited.then((code) => {
      throw new Error(`The product ended with ${code} before it was ready:\n${output}`);
    }),
  ]);
  return {
    url: `http://localhost:${port}`,
    gatewayUrl: `http://localhost:${gatewayPort}`,
    setupUrl: /https?:\/\/\S+\/setup\/\S+/.exec(output)?.[0] ?? null,
    home,
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
