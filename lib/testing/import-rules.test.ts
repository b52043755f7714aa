import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

/** What each folder must not import: every row of the import table, and the packages each side keeps to itself. */
const forbiddenImports: Record<string, string[]> = {
  "lib/domain": [
    "#lib/store/x",
    "#lib/env",
    "#lib/log",
    "#lib/operations/x",
    "node:fs",
    "fs",
    "react",
    "pg",
    "../store/x",
  ],
  "lib/store": [
    "#lib/operations/x",
    "#lib/api/x",
    "#lib/web/x",
    "#components/ui/x",
    "next/headers",
    "react",
    "fastify",
  ],
  "lib/jobs": ["#lib/store/x", "#lib/operations/x", "pg"],
  "lib/engines/docker": [
    "#lib/store/x",
    "#lib/operations/x",
    "#lib/engines/fake/x",
    "../fake/x",
    "next",
    "pg",
  ],
  "lib/images": ["#lib/store/x", "#lib/engines/x", "next", "@prisma/client"],
  "lib/sources": ["#lib/store/x", "#lib/operations/x", "next", "pg"],
  "lib/operations": [
    "#lib/engines/x",
    "#lib/api/x",
    "#lib/web/x",
    "next/cache",
    "fastify",
    "react",
    "pg",
    "@prisma/client",
  ],
  "lib/worker": ["#lib/operations/x", "#lib/api/x", "#lib/web/x", "next", "@prisma/client"],
  "lib/gateway": ["#lib/web/x", "#lib/engines/docker/x", "#lib/operations/artifacts", "react", "pg"],
  "lib/api": [
    "#lib/store/x",
    "#lib/engines/x",
    "#lib/web/x",
    "#components/ui/x",
    "next",
    "pg",
    "@prisma/client",
  ],
  "lib/web": ["#lib/store/x", "#lib/engines/x", "#lib/api/x", "#components/ui/x", "fastify", "pg"],
  "lib/client": [
    "#lib/web/x",
    "#lib/api/x",
    "#lib/store/x",
    "#lib/operations/x",
    "#lib/env",
    "server-only",
    "node:crypto",
  ],
  "lib/start": ["#lib/web/x", "#components/ui/x", "server-only"],
  "components/artifacts": [
    "#lib/web/x",
    "#lib/operations/x",
    "#lib/store/x",
    "#lib/jobs/x",
    "#components/access/x",
    "../../app/x",
    "node:fs",
  ],
  "components/ui": ["#components/artifacts/x", "../artifacts/x", "#lib/store/x"],
  "app/(console)/repositories": [
    "#lib/store/x",
    "#lib/engines/x",
    "#lib/jobs/x",
    "#lib/api/x",
    "@prisma/client",
    "../../../lib/store/x",
    "fastify",
  ],
  e2e: ["#lib/store/x", "#lib/operations/x", "pg"],
};

const allowedImports: Record<string, string[]> = {
  "lib/domain": ["zod", "yaml", "./x", "#lib/domain/x"],
  "lib/store": ["#lib/domain/x", "#lib/env", "./generated/client", "@prisma/adapter-pg", "pg", "node:crypto"],
  "lib/operations": [
    "#lib/store/x",
    "#lib/domain/x",
    "#lib/jobs/x",
    "#lib/images/x",
    "#lib/sources/x",
    "node:crypto",
  ],
  "lib/worker": ["#lib/jobs/x", "#lib/engines/x", "#lib/store/x", "#lib/domain/x"],
  "lib/gateway": ["#lib/domain/x", "#lib/store/x", "#lib/operations/access", "fastify"],
  "lib/engines/docker": ["#lib/engines/engine", "#lib/engines/replicas", "#lib/domain/x", "./x", "#lib/env"],
  "lib/api": ["#lib/operations/x", "#lib/domain/x", "fastify"],
  "lib/web": ["#lib/operations/x", "#lib/domain/x", "server-only", "next/headers"],
  "lib/client": ["#lib/domain/x", "yaml"],
  "components/artifacts": ["#lib/domain/x", "#components/ui/x", "#lib/client/x", "./x", "react", "next/link"],
  "app/(console)/repositories": [
    "#lib/web/x",
    "#lib/operations/x",
    "#components/artifacts/x",
    "#lib/client/x",
    "./actions",
    "../actions",
  ],
  e2e: ["#lib/testing/x", "@playwright/test", "./x"],
};

const importRule = "lint/style/noRestrictedImports";
const forbiddenCode: [rule: string, path: string, code: string][] = [
  ["lint/suspicious/noExplicitAny", "lib/domain", "export const parse = (text: any) => text;"],
  ["lint/style/noNonNullAssertion", "lib/domain", "export const first = (texts: string[]) => texts[0]!;"],
  ["plugin", "lib/domain", "export const name = JSON.parse('1') as string;"],
  ["plugin", "lib/domain", "export const name = <string>JSON.parse('1');"],
  ["lint/suspicious/noTsIgnore", "lib/domain", "// @ts-ignore\nexport const name = 1;"],
  ["lint/style/noEnum", "lib/domain", "export enum Status { draft }"],
  [
    "lint/style/useImportType",
    "lib/api",
    'import { Artifact } from "#lib/domain/x";\nexport type Named = Artifact;',
  ],
  ["lint/style/noDefaultExport", "lib/api", "export default function answer() {}"],
  ["lint/style/noProcessEnv", "lib/api", "export const home = process.env.HOME;"],
  [
    "lint/style/noRestrictedGlobals",
    "lib/operations",
    "export const read = (request: Request) => request.url;",
  ],
  ["lint/suspicious/noConsole", "lib/api", 'console.log("here");'],
  [
    "lint/suspicious/noSkippedTests",
    "lib/api",
    'import { test } from "vitest";\ntest.skip("later", () => {});',
  ],
  [
    "lint/suspicious/noFocusedTests",
    "lib/api",
    'import { test } from "vitest";\ntest.only("mine", () => {});',
  ],
  ["lint/nursery/noFloatingPromises", "lib/api", "async function run() {}\nrun();"],
  ["lint/performance/noReExportAll", "lib/api", 'export * from "./x";'],
];

const allowedCode: [path: string, code: string][] = [
  ["lib/domain", 'export const roles = ["OWNER", "USER"] as const;'],
  ["lib/domain", 'export const roles = ["OWNER", "USER"] as const satisfies string[];'],
  [
    "lib/api",
    'import { setTimeout as delay } from "node:timers/promises";\nexport const pause = () => delay(1);',
  ],
  ["lib/domain", 'import { z } from "zod";\nexport const name = z.string();'],
  ["app/(console)/people", "export default function Page() {\n  return null;\n}"],
  ["lib/start", "export const home = process.env.PLIMSOLL_HOME;"],
];

interface Sample {
  file: string;
  code: string;
  rule: string | null;
}

const statement = (source: string) => `import { thing } from "${source}";\n\nexport const used = thing;\n`;
const importSamples = (table: Record<string, string[]>, rule: string | null) =>
  Object.entries(table).flatMap(([folder, sources]) =>
    sources.map((source) => ({
      folder,
      code: statement(source),
      rule,
      label: `${folder} imports ${source}`,
    })),
  );

const samples: (Sample & { label: string })[] = [
  ...importSamples(forbiddenImports, importRule),
  ...importSamples(allowedImports, null),
  ...forbiddenCode.map(([rule, folder, code]) => ({ folder, code, rule, label: `${folder}: ${code}` })),
  ...allowedCode.map(([folder, code]) => ({ folder, code, rule: null, label: `${folder}: ${code}` })),
].map(({ folder, ...sample }, index) => ({ ...sample, file: `${folder}/sample-${index}.ts` }));

const report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      severity: z.string(),
      location: z.object({ path: z.string() }).nullable(),
    }),
  ),
});

const project = resolve(import.meta.dirname, "../..");
const found = new Map<string, Set<string>>();
let folder = "";

/** One run of the linter over all samples, in a copy of the project that has the rules and nothing else. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-lint-"));
  for (const file of [
    "biome.json",
    "package.json",
    "tsconfig.json",
    ".gitignore",
    "lib/testing/type-assertion.grit",
  ]) {
    cpSync(join(project, file), join(folder, file));
  }
  for (const { file, code } of samples) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const biome = join(project, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "--colors=off", "."];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    maxBuffer: 2 ** 26,
  }).catch((failed: { stdout: string }) => failed);
  for (const { category, location } of report.parse(JSON.parse(stdout)).diagnostics) {
    const file = location?.path ?? "";
    found.set(file, (found.get(file) ?? new Set()).add(category));
  }
}, 30_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the linter refuses", () => {
  test.each(samples.filter((sample) => sample.rule !== null))("$label", ({ file, rule }) => {
    expect([...(found.get(file) ?? [])]).toContain(rule);
  });
});

describe("the linter accepts", () => {
  test.each(samples.filter((sample) => sample.rule === null))("$label", ({ file }) => {
    expect([...(found.get(file) ?? [])]).toEqual([]);
  });
});
