import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { type RegistryResult, registryResult } from "./registry-result";
import { reportRegistry } from "./report";
import { type Seeded, seedRegistry } from "./seed";
import { startDatabase } from "./stage";

const sizes = [
  { repositories: 100, versionsEach: 10 },
  { repositories: 10_000, versionsEach: 10 },
];

/** Seeds a registry of each size and measures the built product against the same statements through bare pg. */
async function main(): Promise<void> {
  const database = await startDatabase();
  const results: RegistryResult[] = [];
  try {
    for (const size of sizes) {
      const artifacts = size.repositories * size.versionsEach;
      process.stdout.write(`Seeding ${artifacts} artifacts…\n`);
      const url = await database.create(`bench_${artifacts}`);
      const seeded = await seedRegistry(url, size);
      process.stdout.write("Measuring…\n");
      results.push(await measureApart(url, artifacts, seeded));
    }
  } finally {
    await database.stop();
  }
  process.stdout.write(`\n${reportRegistry(results)}`);
}

/** In a process of its own, since a process has one database. */
async function measureApart(url: string, artifacts: number, seeded: Seeded): Promise<RegistryResult> {
  const child = fork(join(import.meta.dirname, "registry.ts"), [JSON.stringify({ artifacts, seeded })], {
    execArgv: ["--import", "tsx"],
    env: {
      ...process.env,
      DATABASE_URL: url,
      PLIMSOLL_SECRET: randomBytes(32).toString("hex"),
      LOG_LEVEL: "warn",
    },
  });
  const ended = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`The measuring process ended with ${code}`)),
  );
  const [message] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return registryResult.parse(message);
}

await main();
