import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "#lib/env";
import { translateDatabaseError } from "./database-errors";
import { Prisma, PrismaClient } from "./generated/client";

export { Prisma };

/** Either the root client (each statement on its own) or a transaction; store functions take whichever the operation has. */
export type Database = Prisma.TransactionClient;

interface Connection {
  pool: pg.Pool;
  prisma: PrismaClient;
}

function connect(max: number): Connection {
  const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

// Next bundles its own copy of this module beside the API's in the same process; both must share one pool.
const shared: typeof globalThis & { plimsollConnections?: { main: Connection; side: Connection } } =
  globalThis;
shared.plimsollConnections ??= { main: connect(20), side: connect(8) };
const connections = shared.plimsollConnections.main;

/**
 * For what must stand although the operation's transaction is rolled back: counted guesses, sessions. From a pool of
 * its own: on the main one, as many sign-ins as it has connections would each hold one and wait for another.
 */
export const side = shared.plimsollConnections.side;

/** The root client: every statement is its own transaction. */
export const database: Database = connections.prisma;

/**
 * One transaction. Waiting for a connection or a row lock is bounded, so that a stuck peer ends in an error and not in
 * a pile of requests.
 */
export async function inTransaction<Result>(
  work: (transaction: Database) => Promise<Result>,
): Promise<Result> {
  try {
    return await connections.prisma.$transaction(work, { maxWait: 20_000, timeout: 20_000 });
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/**
 * Rows of hand-written SQL. Outside a transaction they come straight from the pool: Prisma's own path costs several
 * times the CPU of the query on hot reads. Timestamps are `Date`, JSON is parsed, `bigint` is text or bigint.
 */
export async function selectRows(db: Database, query: Prisma.Sql): Promise<unknown[]> {
  if (db !== database) return db.$queryRaw<unknown[]>(query);
  return (await connections.pool.query({ text: query.text, values: query.values })).rows;
}

/** Filters combine to more texts than each connection should keep plans of; what comes after the first ones is planned anew. */
const statementNames = new Map<string, string>();
const maxStatements = 200;

/**
 * The same for statements that are asked all the time with the same text: PostgreSQL plans them once per connection.
 * Planning took twice as long as running for a page of a list. Not for conditions whose best plan depends on the value.
 */
export async function selectPrepared(db: Database, query: Prisma.Sql): Promise<unknown[]> {
  if (db !== database) return selectRows(db, query);
  const { text, values } = query;
  if (statementNames.size < maxStatements && !statementNames.has(text)) {
    // By content, not by number: Next's copy of this module names statements on the same connections.
    statementNames.set(text, createHash("sha256").update(text).digest("base64url"));
  }
  const name = statementNames.get(text);
  if (name === undefined) return selectRows(db, query);
  return (await connections.pool.query({ name, text, values })).rows;
}

/** Lets one process at a time see whether this installation has anybody yet; ends with the transaction. */
export async function holdSetup(db: Database): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('plimsoll set-up'))`;
}

export async function closeDatabase(): Promise<void> {
  for (const { prisma, pool } of [connections, side]) {
    await prisma.$disconnect();
    if (!pool.ended) await pool.end();
  }
  delete shared.plimsollConnections;
}
