import pg from "pg";
import { z } from "zod";
import { env } from "#lib/env";
import { getArtifactText, listArtifactTexts } from "#lib/operations/artifacts";
import { identifyToken } from "#lib/operations/callers";
import { type Caller, runOperation } from "#lib/operations/operation";
import { captureStatements, repeatStatements } from "./captured-sql";
import { measure, measureInTurns, median } from "./measure";
import type { RegistryResult } from "./registry-result";
import { seeded, soughtName, soughtWord } from "./seed";
import { startProduct } from "./stage";
import { type Asking, askByWrk } from "./wrk";

type Product = Awaited<ReturnType<typeof startProduct>>;

interface Scenario {
  title: string;
  path: string;
  /** The same through the operation, for its statements. */
  operate: (caller: Caller) => Promise<unknown>;
}

/** A program that compiles itself as it runs is measured once it has; both are asked for as long. */
const warming = { concurrency: 8, seconds: 4 };
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
    const results: Omit<RegistryResult["scenarios"][number], "alone">[] = [];
    const lone: Record<string, () => Promise<void>> = {};
    for (const { title, path, operate } of scenarios) {
      const perform = async () => operate(await identify());
      // The first call counts the list and is remembered by the server too, so the second is what is repeated.
      await perform();
      const statements = await captureStatements(perform);
      const rest = async () => void (await product.get(path, memberToken));
      const asked = {
        url: product.addressOf(path),
        headers: { authorization: `Bearer ${memberToken}` },
      };
      const measured = await compareBusy(asked, repeatStatements(pool, statements));
      lone[title] = rest;
      results.push({ title, statements: statements.length, busy: measured });
    }
    const latencies = await measureInTurns(lone, alone, rounds);
    const caller = await identify();
    const check = await captureStatements(() => runOperation(getArtifactText, caller, { id: artifactId }));
    const { once } = await measureInTurns({ once: repeatStatements(pool, check) }, alone, rounds);
    return {
      artifacts,
      scenarios: results.flatMap((result) => {
        const latency = latencies[result.title];
        return latency ? [{ ...result, alone: latency }] : [];
      }),
      permission: { grants: memberGrants, statements: check.length, alone: once },
    };
  } finally {
    await pool.end();
    await product.stop();
  }
}

/**
 * How many answers a second, over as many connections as bare pg has, in turns: medians over the rounds. wrk asks, not
 * this process: Node's own client costs as much as the server it asks, and on two processors that took from REST alone,
 * while bare pg has no client beside it.
 */
async function compareBusy(asked: Pick<Asking, "url" | "headers">, bare: () => Promise<void>) {
  const askFor = async ({ concurrency, seconds }: typeof busy) =>
    (await askByWrk({ ...asked, connections: concurrency, seconds })).throughput;
  await askFor(warming);
  await measure(bare, warming);
  const seen: { rest: number[]; bare: number[] } = { rest: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    seen.rest.push(await askFor(busy));
    seen.bare.push((await measure(bare, busy)).throughput);
  }
  return { rest: median(seen.rest), bare: median(seen.bare) };
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
    // The same ten are found in a registry of any size: what differs is only what they are found among.
    list("search for a name", { search: soughtName }),
    list("search for a word", { search: soughtWord }),
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
