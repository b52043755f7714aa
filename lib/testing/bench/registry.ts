import pg from "pg";
import { z } from "zod";
import { env } from "#lib/env";
import { getArtifactText, listArtifactTexts } from "#lib/operations/artifacts";
import { identifyToken } from "#lib/operations/callers";
import { type Caller, runOperation } from "#lib/operations/operation";
import { captureStatements, repeatStatements } from "./captured-sql";
import { measureInTurns } from "./measure";
import type { RegistryResult } from "./registry-result";
import { seeded } from "./seed";
import { startProduct } from "./stage";

type Product = Awaited<ReturnType<typeof startProduct>>;

interface Scenario {
  title: string;
  path: string;
  /** The same through the operation, for its statements. */
  operate: (caller: Caller) => Promise<unknown>;
}

const busy = { concurrency: 8, seconds: 2 };
const alone = { concurrency: 1, seconds: 1.5 };
const rounds = 5;
/** The depth of the budget: this many pages of ten. */
const deepOffset = 2000 * 10;

async function measureRegistry(
  artifacts: number,
  { memberToken, artifactId, memberGrants }: z.infer<typeof seeded>,
): Promise<RegistryResult> {
  const product = await startProduct(env.DATABASE_URL);
  const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: busy.concurrency });
  const identify = async (): Promise<Caller> => ({
    actor: await identifyToken(memberToken),
    requestId: "bench",
  });
  try {
    const scenarios = await describeScenarios(product, memberToken, artifactId, artifacts);
    const results: RegistryResult["scenarios"] = [];
    const lone: Record<string, () => Promise<void>> = {};
    for (const { title, path, operate } of scenarios) {
      const perform = async () => operate(await identify());
      // The first call counts the list and is remembered by the server too, so the second is what is repeated.
      await perform();
      const statements = await captureStatements(perform);
      const rest = async () => void (await product.get(path, memberToken));
      const measured = await measureInTurns({ rest, bare: repeatStatements(pool, statements) }, busy, rounds);
      lone[title] = rest;
      results.push({ title, statements: statements.length, busy: measured, alone: measured.rest });
    }
    const latencies = await measureInTurns(lone, alone, rounds);
    const caller = await identify();
    const check = await captureStatements(() => runOperation(getArtifactText, caller, { id: artifactId }));
    const { once } = await measureInTurns({ once: repeatStatements(pool, check) }, alone, rounds);
    return {
      artifacts,
      scenarios: results.map((result) => ({ ...result, alone: latencies[result.title] ?? result.alone })),
      permission: { grants: memberGrants, statements: check.length, alone: once },
    };
  } finally {
    await pool.end();
    await product.stop();
  }
}

/** Deep pages exist only in the large registry: once by the `next` link of the page before, once by offset alone. */
async function describeScenarios(
  product: Product,
  token: string,
  artifactId: string,
  artifacts: number,
): Promise<Scenario[]> {
  const list = (title: string, query: Record<string, string>): Scenario => ({
    title,
    path: `/artifacts/?${new URLSearchParams(query)}`,
    operate: (caller) => runOperation(listArtifactTexts, caller, query),
  });
  const shared = [
    list("list, first page", {}),
    list("search", { search: "claims-1f" }),
    {
      title: "get",
      path: `/artifacts/${artifactId}/`,
      operate: (caller: Caller) => runOperation(getArtifactText, caller, { id: artifactId }),
    },
  ];
  if (artifacts <= deepOffset) return shared;
  const before = await product.get(`/artifacts/?offset=${deepOffset - 10}`, token);
  const next = new URL(z.object({ next: z.url() }).parse(JSON.parse(before)).next);
  return [
    ...shared,
    list("list, page 2,001 by next", Object.fromEntries(next.searchParams)),
    list("list, page 2,001 by offset", { offset: String(deepOffset) }),
  ];
}

const { artifacts, seeded: people } = z
  .object({ artifacts: z.int(), seeded })
  .parse(JSON.parse(process.argv[2] ?? "{}"));
process.send?.(await measureRegistry(artifacts, people));
process.disconnect();
process.exit(0);
