import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { ensureBrowser } from "#lib/start/browser";
import { StartError } from "#lib/start/start-error";
import { openTestEngine, type TestEngine } from "./engine";

interface Failed {
  name: string;
  reason: string;
}

interface Tally {
  passed: number;
  failed: Failed[];
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
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** A file that cannot even be loaded has no tests, and counts as one that failed. */
function countVitest(results: unknown): Tally {
  const { numPassedTests, testResults } = vitestResults.parse(results);
  const failed = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const tests = assertionResults.filter((test) => test.status === "failed");
    if (tests.length > 0)
      return tests.map(({ fullName, failureMessages }) => ({
        name: `${file} › ${fullName}`,
        reason: failureMessages.join("\n"),
      }));
    return status === "failed" ? [{ name: file, reason: message }] : [];
  });
  return { passed: numPassedTests, failed };
}

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      ok: z.boolean(),
      tests: z.array(
        z.object({
          results: z.array(z.object({ errors: z.array(z.object({ message: z.string().default("") })) })),
        }),
      ),
    }),
  ),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
const playwrightResults = z.object({
  suites: z.array(playwrightSuite),
  stats: z.object({ expected: z.int() }),
});

function listFailed({ specs, suites = [] }: z.infer<typeof playwrightSuite>): Failed[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => ({
      name: `e2e/${file} › ${title}`,
      reason: tests
        .flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message)))
        .join("\n"),
    }));
  return [...own, ...suites.flatMap(listFailed)];
}

function countPlaywright(results: unknown): Tally {
  const { suites, stats } = playwrightResults.parse(results);
  return { passed: stats.expected, failed: suites.flatMap(listFailed) };
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
  const total: Tally = { passed: 0, failed: [] };
  for (const [index, suite] of chosen.entries()) {
    if (interrupted) break;
    process.stdout.write(`\n${suite.title} (${index + 1} of ${chosen.length})\n`);
    const results = join(folder, `${index}.json`);
    const code = await runSuite(suite, results);
    const tally = existsSync(results)
      ? suite.count(JSON.parse(readFileSync(results, "utf8")))
      : { passed: 0, failed: [] };
    total.passed += tally.passed;
    // A tool that gives up without a failed test to show for it has failed as a whole.
    const asWhole = { name: suite.title, reason: `It ended with code ${code}` };
    total.failed.push(...(tally.failed.length === 0 && code !== 0 ? [asWhole] : tally.failed));
  }
  return total;
}

const shownLines = 12;

/** A failed test by its name, and the beginning of what it says. */
function describe({ name, reason }: Failed): string {
  const lines = stripVTControlCharacters(reason)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return [name, ...lines.slice(0, shownLines).map((line) => `    ${line}`)]
    .map((line) => `  ${line}\n`)
    .join("");
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
  if (failed.length > 0) process.stdout.write(`\nFailed:\n${failed.map(describe).join("")}`);
  process.stdout.write(`\n${passed} passed, ${failed.length} failed\n`);
  process.exitCode = failed.length > 0 || passed === 0 || interrupted ? 1 : 0;
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.stdout.write("\n0 passed, 1 failed\n");
  process.exitCode = 1;
} finally {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
}
