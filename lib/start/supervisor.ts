import { watch } from "node:fs";
import { join, resolve } from "node:path";
import {
  EnvironmentError,
  parseEnvironment,
  type SupervisorEnvironment,
  supervisorEnvironment,
} from "#lib/environment";
import { prepareQueues } from "#lib/jobs/queue";
import { queues } from "#lib/jobs/queues";
import { provideEngine } from "./engine";
import { type HomeLock, keepSecret, lockHome, openHome } from "./home";
import { type Kept, keepRunning } from "./keep-running";
import { migrate } from "./migrations";
import { requireFreePort } from "./ports";
import { databaseName, describeEmbedded, ensureDatabase, postgresUrl, startPostgres } from "./postgres";
import { startUntilReady } from "./ready-process";
import { localUrl, startServer } from "./server-process";
import { StartError } from "./start-error";

const project = process.cwd();
const development = process.argv.includes("dev");

/** What is up, in the order it came up. */
const services: Kept[] = [];
let lock: HomeLock | null = null;
let stopRequests = 0;

function report(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The next step, unless somebody asked to stop meanwhile. */
async function step<Result>(work: () => Promise<Result> | Result): Promise<Result> {
  if (stopRequests > 0) throw new StartError("Stopped before it was up.");
  return work();
}

async function start(): Promise<void> {
  const env = parseEnvironment(supervisorEnvironment, process.env);
  const home = openHome(resolve(env.PLIMSOLL_HOME));
  const held = await lockHome(home);
  lock = held;
  await step(() => waitForPort(env, "PORT", held.afterCrash));
  await step(() => waitForPort(env, "GATEWAY_PORT", held.afterCrash));
  const databaseUrl = env.DATABASE_URL ?? (await step(() => keepDatabase(home)));
  held.publish({ databaseUrl });
  await step(() => migrate(project, databaseUrl, report));
  await step(() => prepareQueues(databaseUrl, queues));
  const handed: Handed = {
    DATABASE_URL: databaseUrl,
    PLIMSOLL_SECRET: env.PLIMSOLL_SECRET ?? keepSecret(home, "secret"),
    PLIMSOLL_HOME: home,
    NODE_ENV: development ? "development" : "production",
  };
  const engine = await step(() => provideEngine({ configured: env.DOCKER_HOST, home, report }));
  if (engine.kept !== null) services.push(engine.kept);
  await step(() => keepServer(env, handed));
  await step(() => keepWorker(handed, engine.address ?? undefined));
  await step(() => keepGateway(handed));
  report(`Plimsoll is ready: ${env.PUBLIC_URL ?? localUrl(env.HOST, env.PORT)}   (Ctrl-C stops it)`);
}

/** A process whose supervisor was killed stops by itself; it may need a moment to let go of the port. */
async function waitForPort(
  env: SupervisorEnvironment,
  variable: "PORT" | "GATEWAY_PORT",
  afterCrash: boolean,
): Promise<void> {
  const deadline = Date.now() + (afterCrash ? 12_000 : 0);
  for (;;) {
    try {
      return await requireFreePort(env.HOST, env[variable], variable);
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
}

async function keepDatabase(home: string): Promise<string> {
  const options = await describeEmbedded(home);
  const run = () => startPostgres(options);
  services.push(keepRunning({ name: "The database", first: await run(), start: run, report }));
  await ensureDatabase(options, databaseName);
  return postgresUrl(options, databaseName);
}

/** Arguments for node that run one of our processes: the bundle, or in development its source. */
function commandOf(name: "server" | "worker" | "gateway"): string[] {
  return development
    ? ["--import", "tsx", `lib/start/${name}.ts`]
    : ["--enable-source-maps", `dist/${name}.js`];
}

interface Handed {
  DATABASE_URL: string;
  PLIMSOLL_SECRET: string;
  PLIMSOLL_HOME: string;
  NODE_ENV: string;
}

async function keepServer({ HOST, PORT }: SupervisorEnvironment, handed: Handed): Promise<void> {
  // The engine is the worker's alone.
  const environment = { ...handed, DOCKER_HOST: undefined };
  const run = () => startServer({ host: HOST, port: PORT, command: commandOf("server"), environment });
  const server = keepRunning({ name: "The server", first: await run(), start: run, report });
  services.push(server);
  if (development) restartOnChange(server);
}

async function keepWorker(handed: Handed, engineAddress: string | undefined): Promise<void> {
  const environment = { ...handed, DOCKER_HOST: engineAddress };
  const run = () =>
    startUntilReady({ title: "The worker", command: commandOf("worker"), environment, patience: 15_000 });
  const worker = keepRunning({ name: "The worker", first: await run(), start: run, report });
  services.push(worker);
  if (development) restartOnChange(worker);
}

async function keepGateway(handed: Handed): Promise<void> {
  const environment = { ...handed, DOCKER_HOST: undefined };
  // It ends what is under way, for half a minute at most.
  const run = () =>
    startUntilReady({ title: "The gateway", command: commandOf("gateway"), environment, patience: 35_000 });
  const gateway = keepRunning({ name: "The gateway", first: await run(), start: run, report });
  services.push(gateway);
  if (development) restartOnChange(gateway);
}

/** Next reloads pages by itself; what the REST side is made of needs a new process. */
function restartOnChange(server: Kept): void {
  let timer: NodeJS.Timeout | undefined;
  watch(join(project, "lib"), { recursive: true }, (_event, file) => {
    if (file === null || /^(web|client|testing)\/|generated|\.test\.ts$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => server.restart(), 200);
  });
}

async function stopAll(): Promise<void> {
  for (const service of services.toReversed()) await service.stop();
  lock?.release();
}

/** npm passes a SIGTERM on to the shell that it runs scripts in, which dies of it without a word to us. */
function stopWithParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    void onSignal();
  }, 200);
}

const starting = start();

async function onSignal(): Promise<void> {
  stopRequests += 1;
  if (stopRequests > 1) {
    for (const service of services) service.kill();
    process.exit(1);
  }
  report("Stopping…");
  lock?.publish({ stopping: true });
  await starting.catch(() => undefined);
  await stopAll();
  process.exit(0);
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => void onSignal());
if (process.env.npm_lifecycle_event !== undefined) stopWithParent();
// Started by a test over a channel: not to outlive it.
process.once("disconnect", () => void onSignal());

try {
  await starting;
} catch (error) {
  if (stopRequests === 0) {
    const expected = error instanceof StartError || error instanceof EnvironmentError;
    process.stderr.write(
      `\nPlimsoll cannot start.\n${expected ? error.message : error instanceof Error ? error.stack : error}\n`,
    );
    await stopAll();
    process.exit(1);
  }
}
