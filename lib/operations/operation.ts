import type { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import type { AuditObjectType, FieldChange } from "#lib/domain/audit";
import { AppError, invalid, parseInput } from "#lib/domain/errors";
import { findUnstorableText } from "#lib/domain/text";
import { appendAuditEntry } from "#lib/store/audit";
import { type Database, database, inTransaction } from "#lib/store/database";
import { claimKey, keepOutput } from "#lib/store/idempotency";
import { type ImageDigests, withImageDigests } from "./image-digests";

/** Who asks, and under which request id; made at the edge. */
export interface Caller {
  actor: Actor | null;
  requestId: string;
}

/** What `access` has at hand. */
export interface AccessContext extends Caller {
  db: Database;
  now: Date;
}

/** One line for the audit chain: which object, what was done, which fields changed. */
export interface AuditRecord {
  verb: string;
  objectType: AuditObjectType;
  objectId: string;
  objectName: string;
  repositoryId?: string;
  changes?: FieldChange[];
  /** Who did it and where, when that is not the caller: signing in, using a one-time link. */
  by?: { organizationId: string; userId: string | null; name: string };
}

/** What `run` has at hand. It has no actor but the one that `access` proved and put into the thing. */
export interface RunContext {
  db: Database;
  now: Date;
  requestId: string;
  /** What image references mean (see `pinImages`). */
  images: ImageDigests;
  audit: (record: AuditRecord) => void;
  /** Says that a write found everything as wanted already, so that there is nothing to audit. */
  nothingChanged: () => void;
}

/**
 * What a caller may do. `access` turns caller and input into the loaded thing, or throws: `not_found` for what cannot
 * be seen, `forbidden` for what can be seen but not done. `run` gets only what `access` gave it. A `write` runs in one
 * transaction with its audit entries.
 */
export interface Operation<Input extends z.ZodType, Thing, Output extends z.ZodType> {
  name: string;
  kind: "read" | "write";
  input: Input;
  output: Output;
  access: (context: AccessContext, input: z.output<Input>) => Promise<Thing>;
  run: (context: RunContext, input: z.output<Input>, thing: Thing) => Promise<z.input<Output>>;
}

/** Any operation, for tables that hold many. */
export type AnyOperation = Operation<z.ZodType, never, z.ZodType>;

export function defineOperation<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
): Operation<Input, Thing, Output> {
  return operation;
}

/** Runs an operation for a caller: parse, access, run, audit, parse again on the way out. */
export async function runOperation<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
  caller: Caller,
  raw: unknown,
): Promise<z.output<Output>> {
  const input = readInput(operation, caller, raw);
  if (operation.kind === "read")
    return execute(operation, caller, input, { db: database, images: new Map(), ...reading });
  return inAttempts((hands) => executeAudited(operation, caller, input, hands));
}

/** How a repeated request is recognised and answered. */
export interface Once<Output, Answer extends object> {
  key: string;
  /** Of the request: the same key with another request is refused. */
  fingerprint: string;
  render: (output: Output) => Answer;
  readAnswer: (stored: unknown) => Answer;
}

/** Runs a write at most once per key and person; a repetition gets the first answer (kept in the same transaction). */
export async function runOperationOnce<
  Input extends z.ZodType,
  Thing,
  Output extends z.ZodType,
  Answer extends object,
>(
  operation: Operation<Input, Thing, Output>,
  caller: Caller,
  raw: unknown,
  once: Once<z.output<Output>, Answer>,
): Promise<Answer> {
  const { actor } = caller;
  if (!actor) throw new AppError("unauthenticated", "Sign in first");
  const input = readInput(operation, caller, raw);
  return inAttempts(async (hands) => {
    const { db } = hands;
    const claim = await claimKey(db, actor.userId, once.key, once.fingerprint, new Date());
    if (claim.state === "known") {
      if (claim.sameRequest) return once.readAnswer(claim.output);
      throw invalid([
        { path: "Idempotency-Key", message: "Was used for a different request", code: "key_reused" },
      ]);
    }
    const answer = once.render(await executeAudited(operation, caller, input, hands));
    await keepOutput(db, actor.userId, once.key, answer);
    return answer;
  });
}

type Hands = Pick<RunContext, "db" | "images">;

/** One transaction, begun anew if it turns out to need an answer from outside. */
function inAttempts<Result>(work: (hands: Hands) => Promise<Result>): Promise<Result> {
  return withImageDigests((images) => inTransaction((db) => work({ db, images })));
}

function readInput<Input extends z.ZodType>(
  operation: { kind: "read" | "write"; input: Input },
  { actor }: Caller,
  raw: unknown,
): z.output<Input> {
  if (operation.kind === "write" && actor?.readOnly)
    throw new AppError("forbidden", "This token is read-only");
  const unstorable = findUnstorableText(raw);
  if (unstorable.length > 0) throw invalid(unstorable);
  return parseInput(operation.input, raw);
}

async function execute<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
  caller: Caller,
  input: z.output<Input>,
  hands: Omit<RunContext, "now" | "requestId">,
): Promise<z.output<Output>> {
  const now = new Date();
  const { actor, requestId } = caller;
  const thing = await operation.access({ actor, requestId, db: hands.db, now }, input);
  const output = await operation.run({ now, requestId, ...hands }, input, thing);
  return operation.output.parse(output);
}

/** A write without an audit entry is a mistake of ours and is rolled back. */
async function executeAudited<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
  caller: Caller,
  input: z.output<Input>,
  hands: Hands,
): Promise<z.output<Output>> {
  const records: AuditRecord[] = [];
  let unchanged = false;
  const output = await execute(operation, caller, input, {
    ...hands,
    audit: (record) => records.push(record),
    nothingChanged: () => {
      unchanged = true;
    },
  });
  if (records.length === 0 && !unchanged)
    throw new Error(`${operation.name} changed something without an audit entry`);
  for (const record of records) await appendRecord(hands.db, caller, record);
  return output;
}

async function appendRecord(
  db: Database,
  { actor, requestId }: Caller,
  { by, ...record }: AuditRecord,
): Promise<void> {
  const organizationId = by?.organizationId ?? actor?.organizationId;
  if (organizationId === undefined) throw new Error(`Nobody to put "${record.verb}" down to`);
  await appendAuditEntry(db, organizationId, {
    ...record,
    actorId: by ? by.userId : (actor?.userId ?? null),
    actorName: by ? by.name : (actor?.name ?? "system"),
    tokenId: actor?.tokenId ?? null,
    repositoryId: record.repositoryId ?? null,
    changes: record.changes ?? [],
    requestId,
    createdAt: new Date(),
  });
}

const reading = { audit: refuseAudit, nothingChanged: refuseAudit };

function refuseAudit(): never {
  throw new Error("A read changes nothing, so it has nothing to audit");
}
