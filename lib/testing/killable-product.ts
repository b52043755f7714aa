import { describeDockerd, startDockerd } from "#lib/start/dockerd";
import { keepRunning } from "#lib/start/keep-running";
import { findFreePort } from "#lib/start/ports";
import { findServerPid } from "#lib/start/postgres";
import { preparePostgresPlace } from "#lib/start/postgres-place";
import { ensureBaseImage } from "./base-image";
import { makeEngineFolder, removeDockerd } from "./engine";
import { findProcess, makeHome, removeHome, startProduct, testAdministrator } from "./product";

export type Killable = "supervisor" | "worker" | "gateway" | "server" | "database" | "engine" | "everything";

/** An engine of a test's own, kept running as a service manager would. */
async function keepEngine() {
  const folder = makeEngineFolder();
  const options = describeDockerd(folder);
  let dockerd = await startDockerd(options);
  const start = async () => {
    dockerd = await startDockerd(options);
    return dockerd;
  };
  const kept = keepRunning({ name: "The engine", first: dockerd, start, report: () => undefined });
  await ensureBaseImage(options.address);
  return {
    address: options.address,
    pid: () => dockerd.pid,
    async stop() {
      await kept.stop();
      await removeDockerd(options, await startDockerd(options), folder);
    },
  };
}

/** The product with an engine of its own, each process of which may be killed. */
export async function startKillableProduct() {
  const engine = await keepEngine();
  const home = makeHome();
  const settings = {
    ...testAdministrator,
    DOCKER_HOST: engine.address,
    PORT: String(await findFreePort()),
    GATEWAY_PORT: String(await findFreePort()),
  };
  let product = await startProduct(settings, home);
  const pids: Record<Exclude<Killable, "everything">, () => number | null> = {
    // First of all, so that it starts nothing of the others again.
    supervisor: () => product.pid,
    worker: () => findProcess(product, "worker"),
    gateway: () => findProcess(product, "gateway"),
    server: () => findProcess(product, "server"),
    database: () => findServerPid(preparePostgresPlace(home).dataFolder),
    engine: engine.pid,
  };
  return {
    url: product.url,
    gatewayUrl: product.gatewayUrl,
    home,
    engineAddress: engine.address,
    /** Ends it at once. What nobody starts again is started again here. Tells which processes are to be gone then. */
    async kill(name: Killable): Promise<number[]> {
      const all = Object.values(pids).map((find) => find() ?? 0);
      const killed = name === "everything" ? all : [pids[name]() ?? 0];
      if (all.includes(0)) throw new Error("Not everything runs");
      for (const pid of killed) process.kill(pid, "SIGKILL");
      if (name !== "everything" && name !== "supervisor") return killed;
      await product.exited;
      product = await startProduct(settings, home);
      return name === "everything" ? all : all.filter((pid) => pid !== engine.pid());
    },
    async stop(): Promise<void> {
      await product.stop();
      removeHome(home);
      await engine.stop();
    },
  };
}
