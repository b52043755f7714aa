import PgBoss from "pg-boss";
import type { z } from "zod";
import { env } from "#lib/env";
import type { JobKind } from "#lib/jobs/queue";
import { log } from "#lib/log";
import { watchQueue } from "#lib/store/change-feed";

/** Should the message be lost that a job is there. */
const pollingIntervalSeconds = 2;

/** What this worker takes from the queues. */
export interface JobTaker {
  /** Has the jobs of a kind done as they come, so many at once. What a job did not do, its own upkeep finds. */
  take<Payload extends z.ZodObject>(
    kind: JobKind<Payload>,
    atOnce: number,
    work: (payload: z.output<Payload>) => Promise<unknown>,
  ): Promise<void>;
  /** Takes no more; resolves when what was taken is over. */
  stopped(): Promise<void>;
}

export async function openJobTaker(): Promise<JobTaker> {
  const boss = new PgBoss({ connectionString: env.DATABASE_URL, max: 3, schedule: false });
  boss.on("error", (error) => log.warn({ err: error }, "the queue could not be read"));
  await boss.start();
  const running = new Set<Promise<unknown>>();
  const watches: (() => void)[] = [];
  return {
    async take({ queue, payload }, atOnce, work) {
      const takeOne = async ([job]: PgBoss.Job[]): Promise<void> => {
        if (!job) return;
        const begun = work(payload.parse(job.data));
        running.add(begun);
        await begun.finally(() => running.delete(begun));
      };
      const slots: string[] = [];
      for (let slot = 0; slot < atOnce; slot += 1)
        slots.push(await boss.work(queue, { batchSize: 1, pollingIntervalSeconds }, takeOne));
      watches.push(
        watchQueue(queue, () => {
          for (const slot of slots) boss.notifyWorker(slot);
        }),
      );
    },
    async stopped() {
      for (const stopWatching of watches) stopWatching();
      await Promise.allSettled(running);
      await boss.stop({ graceful: false, wait: true });
    },
  };
}
