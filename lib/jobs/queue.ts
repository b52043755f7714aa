import PgBoss from "pg-boss";
import type { z } from "zod";

/** What can be asked of the workers: the queue's name and the shape of what a job carries. */
export interface JobKind<Payload extends z.ZodObject> {
  queue: string;
  payload: Payload;
  /** Of two jobs with the same key the second is not added while the first still waits. */
  key: (payload: z.output<Payload>) => string;
}

/** Runs a statement with values where the caller's transaction is. */
export type ExecuteSql = (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

// Never started: it holds no connection, for every statement goes where the caller's transaction is.
const sender = new PgBoss({
  supervise: false,
  schedule: false,
  migrate: false,
  db: { executeSql: async () => ({ rows: [] }) },
});

/** Asks for a job in the caller's transaction: it is there exactly if that commits. The workers are woken with it. */
export async function sendJob<Payload extends z.ZodObject>(
  executeSql: ExecuteSql,
  { queue, payload, key }: JobKind<Payload>,
  data: z.input<Payload>,
): Promise<void> {
  const job = payload.parse(data);
  await sender.send(queue, job, { singletonKey: key(job), db: { executeSql } });
  await executeSql("SELECT pg_notify('plimsoll_jobs', $1)::text", [queue]);
}

/** Brings the queue's own tables to what its library expects, and makes the queues. Costs little when nothing is to do. */
export async function prepareQueues(databaseUrl: string, queues: readonly string[]): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 1, supervise: false, schedule: false });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    for (const queue of queues) {
      // A job is begun once: what becomes of its build is in the build's row, and the workers look after that.
      const options = { name: queue, policy: "short", retryLimit: 0, expireInSeconds: 60 * 60 * 23 } as const;
      if ((await boss.getQueue(queue)) === null) await boss.createQueue(queue, options);
    }
  } finally {
    await boss.stop({ graceful: false, wait: true });
  }
}
