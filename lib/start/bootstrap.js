// What every script of package.json starts with: installs and builds what is missing or out of date, then runs what
// was asked for. It must work in a fresh clone, so it imports nothing that is not Node's own or beside it.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Plimsoll needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

// A relative home means the folder the command was given in, which npm keeps in INIT_CWD.
const givenIn = process.env.INIT_CWD ?? process.cwd();
if (process.env.PLIMSOLL_HOME) process.env.PLIMSOLL_HOME = resolve(givenIn, process.env.PLIMSOLL_HOME);
process.chdir(resolve(import.meta.dirname, "../.."));

// Nothing that is started from here reports to its vendor.
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.CHECKPOINT_DISABLE = "1";

const { findPortObstacle } = await import("./port-obstacle.js");
const { databaseClient, packages, pageTypes, product } = await import("./build.js");

const runBundle = (name) => import(pathToFileURL(resolve("dist", `${name}.js`)).href);

/** Before minutes of installing and building, rather than after; what is wrong with the values is said later. */
async function requirePorts() {
  for (const [variable, usual] of [
    ["PORT", 3000],
    ["GATEWAY_PORT", 3001],
  ]) {
    const port = Number(process.env[variable] || usual);
    if (!(port >= 0 && port < 65_536)) continue;
    const obstacle = await findPortObstacle(process.env.HOST || "127.0.0.1", port, variable);
    if (obstacle === null) continue;
    process.stderr.write(`\nPlimsoll cannot start.\n${obstacle}\n`);
    process.exit(1);
  }
}

async function runSource(path) {
  const { register } = await import("tsx/esm/api");
  register();
  await import(path);
}

/** Runs the tools one after the other; the first that fails ends the command. */
function runTools(...tools) {
  for (const [path, ...args] of tools) {
    const { status } = spawnSync(process.execPath, [`node_modules/${path}`, ...args], { stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
  }
}

const commands = {
  start: { listens: true, needs: [packages, databaseClient, product], run: () => runBundle("supervisor") },
  build: { needs: [packages, databaseClient, product], run: () => undefined },
  dev: { listens: true, needs: [packages, databaseClient], run: () => runSource("./supervisor.ts") },
  test: { needs: [packages, databaseClient, product], run: () => runSource("../testing/run-suites.ts") },
  bench: { needs: [packages, databaseClient, product], run: () => runSource("../testing/bench/main.ts") },
  "audit-verify": {
    needs: [packages, databaseClient, product],
    run: () => runBundle("audit-verify"),
  },
  check: {
    needs: [packages, databaseClient, pageTypes],
    run: () =>
      runTools(
        ["typescript/bin/tsc", "--noEmit"],
        ["@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
        ["knip/bin/knip.js"],
      ),
  },
};

const command = commands[process.argv[2] ?? "start"];
if (command === undefined) {
  process.stderr.write(`There is no ${process.argv[2]}; there are ${Object.keys(commands).join(", ")}.\n`);
  process.exit(1);
}

// Later work may depend on earlier, so each is asked when its turn comes; for the count they are asked ahead.
const missing = command.needs.filter((work) => !work.isDone());
if (missing.length > 0 && command.listens) await requirePorts();
for (const [index, work] of missing.entries()) {
  process.stdout.write(`${work.title}… (${index + 1} of ${missing.length})\n`);
  try {
    await work.do();
  } catch (error) {
    process.stderr.write(`\n${work.title} did not work.\n${error.message}\n`);
    process.exit(1);
  }
}
await command.run();
