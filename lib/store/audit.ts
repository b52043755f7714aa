import { createHash } from "node:crypto";
import { z } from "zod";
import {
  type AuditEntry,
  auditEntry,
  auditObjectType,
  canonicalAuditEntry,
  fieldChange,
} from "#lib/domain/audit";
import { type Database, Prisma, selectRows } from "./database";

/** What the first entry of a chain follows. */
const chainStart = "0".repeat(64);

export async function startChain(db: Database, organizationId: string): Promise<void> {
  await db.auditHead.create({ data: { organizationId, hash: chainStart } });
}

/** Appends an entry to its organization's chain. Holds the chain's lock until the transaction ends, so call it last. */
export async function appendAuditEntry(
  db: Database,
  organizationId: string,
  entry: Omit<AuditEntry, "sequence">,
): Promise<void> {
  const canonical = canonicalAuditEntry(entry);
  await selectRows(
    db,
    Prisma.sql`SELECT append_audit_entry(${organizationId}, ${entry.actorId}, ${entry.actorName}, ${entry.tokenId},
      ${entry.verb}, ${entry.objectType}, ${entry.objectId}, ${entry.objectName}, ${entry.repositoryId},
      ${JSON.stringify(entry.changes)}::json, ${entry.requestId}, ${entry.createdAt}::timestamptz, ${canonical})`,
  );
}

export interface AuditFilter {
  objectId?: string | undefined;
  repositoryId?: string | undefined;
  actorId?: string | undefined;
  verb?: string | undefined;
  /** Only entries older than this sequence. */
  before?: string | undefined;
  limit: number;
}

const storedEntry = auditEntry.extend({
  sequence: z.bigint().transform(String),
  objectType: auditObjectType,
  changes: z.array(fieldChange),
});

/** Entries of an organization, newest first. */
export async function listAuditEntries(
  db: Database,
  organizationId: string,
  filter: AuditFilter,
): Promise<AuditEntry[]> {
  const { objectId, repositoryId, actorId, verb, before, limit } = filter;
  const rows = await db.auditEntry.findMany({
    where: {
      organizationId,
      ...(objectId === undefined ? {} : { objectId }),
      ...(repositoryId === undefined ? {} : { OR: [{ repositoryId }, { objectId: repositoryId }] }),
      ...(actorId === undefined ? {} : { actorId }),
      ...(verb === undefined ? {} : { verb }),
      ...(before === undefined ? {} : { sequence: { lt: BigInt(before) } }),
    },
    orderBy: { sequence: "desc" },
    take: limit,
  });
  return z.array(storedEntry).parse(rows);
}

export interface ChainFault {
  organizationId: string;
  sequence: string;
  reason: string;
}

const chainRow = storedEntry.extend({ previousHash: z.string(), hash: z.string() });

/** Walks every chain and names the first row of each that does not fit; `checked` counts the rows read. */
export async function verifyAuditChains(db: Database): Promise<{ checked: number; faults: ChainFault[] }> {
  const heads = await db.auditHead.findMany();
  const faults: ChainFault[] = [];
  let checked = 0;
  for (const head of heads) {
    const result = await verifyChain(db, head);
    checked += result.checked;
    if (result.fault) faults.push(result.fault);
  }
  return { checked, faults };
}

interface Head {
  organizationId: string;
  sequence: bigint;
  hash: string;
}

async function verifyChain(db: Database, head: Head): Promise<{ checked: number; fault: ChainFault | null }> {
  const { organizationId } = head;
  const fault = (sequence: bigint, reason: string) => ({
    organizationId,
    sequence: String(sequence),
    reason,
  });
  let [expected, hash, checked] = [1n, chainStart, 0];
  for (;;) {
    const rows = await db.auditEntry.findMany({
      where: { organizationId, sequence: { gte: expected } },
      orderBy: { sequence: "asc" },
      take: 1000,
    });
    if (rows.length === 0) break;
    for (const raw of rows) {
      if (raw.sequence !== expected) return { checked, fault: fault(expected, "the row is missing") };
      const row = chainRow.safeParse(raw);
      if (!row.success) return { checked, fault: fault(expected, "the row cannot be read") };
      if (row.data.previousHash !== hash)
        return { checked, fault: fault(expected, "does not follow the row before it") };
      hash = hashOf(hash, row.data);
      if (row.data.hash !== hash) return { checked, fault: fault(expected, "its content was changed") };
      expected += 1n;
      checked += 1;
    }
  }
  if (head.sequence !== expected - 1n)
    return { checked, fault: fault(expected, "rows are missing at the end") };
  return {
    checked,
    fault: head.hash === hash ? null : fault(head.sequence, "the head does not match the last row"),
  };
}

function hashOf(previous: string, { sequence, ...entry }: AuditEntry): string {
  const {
    actorId,
    actorName,
    tokenId,
    verb,
    objectType,
    objectId,
    objectName,
    repositoryId,
    changes,
    requestId,
    createdAt,
  } = entry;
  const canonical = canonicalAuditEntry({
    actorId,
    actorName,
    tokenId,
    verb,
    objectType,
    objectId,
    objectName,
    repositoryId,
    changes,
    requestId,
    createdAt,
  });
  return createHash("sha256").update(`${previous}\n${sequence}\n${canonical}`).digest("hex");
}
