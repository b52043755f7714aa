import { z } from "zod";
import { type EngineState, engineState } from "#lib/domain/workers";
import type { Database } from "./database";

/** Says that a worker is there, and how it finds the engine; forgets those that have not been heard of since `goneSince`. */
export async function beatWorker(
  db: Database,
  worker: { id: string; startedAt: Date; engine: EngineState },
  now: Date,
  goneSince: Date,
): Promise<void> {
  const state = { engine: worker.engine, heartbeatAt: now };
  await db.worker.upsert({
    where: { id: worker.id },
    create: { id: worker.id, startedAt: worker.startedAt, ...state },
    update: state,
  });
  await db.worker.deleteMany({ where: { heartbeatAt: { lt: goneSince } } });
}

export async function forgetWorker(db: Database, id: string): Promise<void> {
  await db.worker.deleteMany({ where: { id } });
}

/** What the workers that were heard of since `since` say of their engine. */
export async function listEngineStates(db: Database, since: Date): Promise<EngineState[]> {
  const rows = await db.worker.findMany({ where: { heartbeatAt: { gte: since } }, select: { engine: true } });
  return z.array(engineState).parse(rows.map(({ engine }) => engine));
}
