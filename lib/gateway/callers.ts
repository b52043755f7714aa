import { AppError } from "#lib/domain/errors";
import { workloadWith } from "#lib/operations/access";
import { findActorByTokenHash, findActorByUser } from "#lib/store/actors";
import { watchOrganization } from "#lib/store/change-feed";
import { database } from "#lib/store/database";
import { hashSecret } from "#lib/store/secrets";
import { FreshCache } from "./fresh-cache";
import { Refusal } from "./refusal";

/** What a request shows of who sends it: a bearer token, or a visit, read and found good, in a browser or from its page. */
export type Credential = { kind: "token"; token: string } | { kind: "visitor" | "trial"; userId: string };

interface Verdict {
  /** Null: may send any request. */
  refusal: Refusal | null;
  /** The token is for looking only. */
  readOnly: boolean;
  /** Any change in there may be one of the verdict. */
  organizationId: string | null;
}

const invalidKey = new Refusal(401, "Invalid API key");
const mayInvoke = workloadWith("invoke");
/** What changes nothing, by its method: all that a token for looking may send. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

async function findActor(kind: string, credential: string) {
  return kind === "token" ? findActorByTokenHash(hashSecret(credential)) : findActorByUser(credential);
}

async function judge(key: string): Promise<Verdict> {
  const [workloadId = "", kind = "", credential = ""] = key.split(" ");
  const actor = await findActor(kind, credential);
  if (actor === null) return { refusal: invalidKey, readOnly: false, organizationId: null };
  const { readOnly, organizationId } = actor;
  const context = { actor, requestId: "gateway", db: database, now: new Date() };
  try {
    await mayInvoke(context, { id: workloadId });
    return { refusal: null, readOnly, organizationId };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal = new Refusal(error.code === "forbidden" ? 403 : 404, error.detail);
    return { refusal, readOnly, organizationId };
  }
}

function requireAllowed({ refusal, readOnly }: Verdict, method: string | undefined): void {
  if (refusal) throw refusal;
  if (readOnly && !safeMethods.has(method ?? ""))
    throw new Refusal(403, "This token is read-only: only GET, HEAD and OPTIONS");
}

/** Who may send requests where, remembered for seconds and forgotten with any change in the caller's organization. */
export class Callers {
  readonly #verdicts = new FreshCache<Verdict>({
    load: async (key) => this.#watch(await judge(key)),
    renewAfter: 2_500,
    freshFor: 5_000,
    freshWithoutDatabase: 60_000,
    max: 10_000,
  });
  readonly #watched = new Map<string, () => void>();

  /** Throws a `Refusal`, at once where it is known, for whom the workload is not there or who may not send it this. */
  requireAllowed(
    workloadId: string,
    credential: Credential,
    method: string | undefined,
  ): void | Promise<void> {
    const text = credential.kind === "token" ? credential.token : credential.userId;
    const verdict = this.#verdicts.get(`${workloadId} ${credential.kind} ${text}`);
    if (verdict instanceof Promise) return verdict.then((one) => requireAllowed(one, method));
    requireAllowed(verdict, method);
  }

  stop(): void {
    for (const unwatch of this.#watched.values()) unwatch();
    this.#watched.clear();
  }

  #watch(verdict: Verdict): Verdict {
    const { organizationId } = verdict;
    if (organizationId !== null && !this.#watched.has(organizationId)) {
      const forget = () => this.#verdicts.outdateAll((one) => one.organizationId === organizationId);
      this.#watched.set(organizationId, watchOrganization(organizationId, forget));
    }
    return verdict;
  }
}
