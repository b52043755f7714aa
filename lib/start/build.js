// Generates the database client, bundles the processes and builds the pages. Plain JavaScript, for it runs before
// anything that could read TypeScript is sure to be there; only what is in node_modules already is imported.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const sources = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "next.config.js",
  "package.json",
  "tsconfig.json",
];
/** Pages import modules that want these, though building asks nothing of them. */
const buildOnly = {
  DATABASE_URL: "postgresql://127.0.0.1:1/none",
  PLIMSOLL_SECRET: "not a secret: only there while pages are built",
};

/** Runs a program to its end; what it printed is shown only if it fails. */
function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      reject(
        new Error(`${command} ${args.join(" ")} failed:\n${output.trim().split("\n").slice(-60).join("\n")}`),
      );
    });
  });
}

const isPart = (path) => !/^lib\/(store\/generated|testing)\/|\.test\.tsx?$|\.grit$/.test(path);

/** Changes when any file that goes into the product does, or the moment it was last written. */
function fingerprintSources() {
  const hash = createHash("sha256");
  for (const source of sources.filter((path) => existsSync(path))) {
    const files = statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true, withFileTypes: true })
      : [];
    const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of files.length > 0 ? paths.sort() : [source]) {
      if (!isPart(path) || !statSync(path).isFile()) continue;
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}

const fingerprintFiles = (...paths) =>
  paths.reduce((hash, path) => hash.update(readFileSync(path)), createHash("sha256")).digest("hex");

/** A piece of work that need not be done again while its fingerprint is the one it was last done for. */
function stamped({ title, stamp, fingerprint, work }) {
  return {
    title,
    isDone: () => existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint(),
    async do() {
      // Interrupted work has no stamp; sources that change meanwhile do not match it.
      rmSync(stamp, { force: true });
      const before = fingerprint();
      await work();
      mkdirSync(dirname(stamp), { recursive: true });
      writeFileSync(stamp, before);
    },
  };
}

// Where a registry mirror lacks packages for other systems, the lock file cannot name them, and `npm ci` would then
// leave those systems without native parts.
const locked = process.platform === "linux" && existsSync("package-lock.json");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const install = ["--no-audit", "--no-fund", "--prefer-offline", "--include=dev"];

export const packages = stamped({
  title: "Installing packages",
  stamp: "node_modules/.plimsoll-installed",
  fingerprint: () => `${process.version} ${fingerprintFiles(locked ? "package-lock.json" : "package.json")}`,
  // Keeps Prisma's install script from downloading an engine from its vendor's host.
  work: () =>
    run(npm, locked ? ["ci", ...install] : ["install", "--no-package-lock", ...install], {
      PRISMA_SCHEMA_ENGINE_BINARY: join(process.cwd(), "prisma/schema-engine.mjs"),
    }),
});

export const databaseClient = stamped({
  title: "Generating the database client",
  stamp: "lib/store/generated/.fingerprint",
  fingerprint: () => fingerprintFiles("prisma/schema.prisma", "package-lock.json"),
  work: () =>
    run(process.execPath, [
      "node_modules/prisma/build/index.js",
      "generate",
      "--config",
      "prisma/prisma.config.ts",
    ]),
});

/** With the packages inside: reading them from hundreds of files is half of the time a start takes. */
const bundles = {
  entryPoints: ["supervisor", "server", "worker", "gateway", "audit-verify"].map(
    (name) => `lib/start/${name}.ts`,
  ),
  outdir: "dist",
  bundle: true,
  splitting: true,
  // Of dockerode, for it comes with native parts; only the worker loads it.
  external: ["next", "pg-native", "dockerode"],
  platform: "node",
  target: "node20",
  format: "esm",
  // For the packages among them that are CommonJS.
  banner: {
    js: 'import { createRequire as createBundleRequire } from "node:module";\nconst require = createBundleRequire(import.meta.url);',
  },
  // Some packages tell classes by their names.
  keepNames: true,
  minifyWhitespace: true,
  sourcemap: true,
  legalComments: "none",
  logLevel: "silent",
};

export const product = stamped({
  title: "Building",
  stamp: "dist/.fingerprint",
  fingerprint: fingerprintSources,
  async work() {
    rmSync("dist", { recursive: true, force: true });
    const { build } = await import("esbuild");
    await build(bundles);
    await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      ...buildOnly,
      NODE_ENV: "production",
    });
  },
});

/** What Next writes for the type checker: the routes there are. */
export const pageTypes = stamped({
  title: "Preparing types",
  stamp: ".next/types/.fingerprint",
  fingerprint: () => {
    const paths = readdirSync("app", { recursive: true, encoding: "utf8" }).sort();
    return createHash("sha256").update(paths.join("\n")).digest("hex");
  },
  work: () => run(process.execPath, ["node_modules/next/dist/bin/next", "typegen"], buildOnly),
});
