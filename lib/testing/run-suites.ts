import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ensureBrowser } from "#lib/start/browser";
import { StartError } from "#lib/start/start-error";
import { openTestEngine, type TestEngine } from "./engine";

interface Tally {
  passed: number;
  failed: number;
}

interface Suite {
  title: string;
  /** Is left out, having said so, where there is no container engine. */
  needsEngine?: boolean;
  /** Arguments for node, given the file that the results go to. */
  command: (results: string) => string[];
  environment?: (results: string) => Record<string, string>;
  count: (results: unknown) => Tally;
}

const vitestResults = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** A file that cannot even be loaded has no tests, and counts as one that failed. */
function countVitest(results: unknown): Tally {
  const { numPassedTests, numFailedTests, testResults } = vitestResults.parse(results);
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

const playwrightResults = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
});

function countPlaywright(results: unknown): Tally {
  const { expected, unexpected, flaky } = playwrightResults.parse(results).stats;
  return { passed: expected, failed: unexpected + flaky };
}

const vitest = (project: string) => (results: string) => [
  "node_modules/vitest/vitest.mjs",
  "run",
  `--project=${project}`,
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${results}`,
];

const suites: Suite[] = [
  { title: "Rules and components", command: vitest("pure"), count: countVitest },
  { title: "On a real database", command: vitest("db"), count: countVitest },
  { title: "On a real engine", needsEngine: true, command: vitest("live"), count: countVitest },
  {
    title: "Journeys in a browser",
    command: () => ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
    environment: (results) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: results }),
    count: countPlaywright,
  },
];

let child: ChildProcess | null = null;
let interrupted = false;

// Ctrl-C reaches the tools by itself; what is sent to us alone is passed on, and each tool cleans up after itself.
process.on("SIGINT", () => {
  interrupted = true;
});
process.on("SIGTERM", () => {
  interrupted = true;
  child?.kill("SIGTERM");
});

function runSuite(suite: Suite, results: string): Promise<number> {
  const started = spawn(process.execPath, suite.command(results), {
    stdio: "inherit",
    env: { ...process.env, ...suite.environment?.(results) },
  });
  child = started;
  return new Promise((resolve) => {
    started.once("error", () => resolve(1));
    started.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs every suite, also after one has failed, and adds up what their own reports say. */
async function runAll(folder: string, chosen: Suite[]): Promise<Tally> {
  const total = { passed: 0, failed: 0 };
  for (const [index, suite] of chosen.entries()) {
    if (interrupted) break;
    process.stdout.write(`\n${suite.title} (${index + 1} of ${chosen.length})\n`);
    const results = join(folder, `${index}.json`);
    const code = await runSuite(suite, results);
    const tally = existsSync(results)
      ? suite.count(JSON.parse(readFileSync(results, "utf8")))
      : { passed: 0, failed: 0 };
    total.passed += tally.passed;
    // A tool that gives up without a failed test to show for it has failed as a whole.
    total.failed += tally.failed === 0 && code !== 0 ? 1 : tally.failed;
  }
  return total;
}

const folder = mkdtempSync(join(tmpdir(), "plimsoll-results-"));
const report = (text: string) => process.stdout.write(`${text}\n`);
let engine: TestEngine | null = null;
try {
  process.env.CHROMIUM_PATH = await ensureBrowser(report);
  engine = await openTestEngine(report);
  const { passed, failed } = await runAll(
    folder,
    suites.filter(({ needsEngine }) => !needsEngine || engine !== null),
  );
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || passed === 0 || interrupted ? 1 : 0;
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.stdout.write("\n0 passed, 1 failed\n");
  process.exitCode = 1;
} finally {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
}
