import pg from "pg";
import { z } from "zod";

const statement = z.object({ name: z.string().optional(), text: z.string(), values: z.array(z.unknown()) });
type Statement = z.infer<typeof statement>;

/**
 * The statements that `work` sends through any pool of this process, as they were sent. The baseline repeats them
 * through bare `pg`, so that both sides ask PostgreSQL exactly the same.
 */
export async function captureStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const captured: Statement[] = [];
  const original = pg.Pool.prototype.query;
  const recording = new Proxy(original, {
    apply(target, self, args) {
      const read = statement.safeParse(args[0]);
      if (read.success) captured.push(read.data);
      return Reflect.apply(target, self, args);
    },
  });
  pg.Pool.prototype.query = recording;
  try {
    await work();
  } finally {
    pg.Pool.prototype.query = original;
  }
  return captured;
}

/** Sends statements one after another, as one request does. */
export function repeatStatements(pool: pg.Pool, statements: Statement[]): () => Promise<void> {
  return async () => {
    for (const { text, values, name } of statements)
      await pool.query({ text, values, ...(name ? { name } : {}) });
  };
}
