import type { Database } from "./database";

/** Runs statements with values where the caller's are, as the queue asks: a job is there exactly if that commits. */
export function executorOf(db: Database) {
  return async (text: string, values: unknown[]): Promise<{ rows: unknown[] }> => ({
    rows: await db.$queryRawUnsafe<unknown[]>(text, ...values),
  });
}
