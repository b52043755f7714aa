import { z } from "zod";
import { type WorkloadEvent, workloadEvent } from "#lib/domain/workloads";
import type { Database } from "./database";
import { newId } from "./ids";

export interface NewEvent {
  workloadId: string;
  /** A title: `Replacement Completed`. */
  eventType: string;
  actorId: string | null;
  details: Record<string, string | number | boolean | null | string[]>;
}

export async function insertEvent(db: Database, event: NewEvent, now: Date): Promise<void> {
  await db.workloadEvent.create({ data: { ...event, id: newId(), createdAt: now } });
}

/** What happened to a workload, newest first. */
export async function listEvents(
  db: Database,
  workloadId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ rows: (WorkloadEvent & { actorName: string | null })[]; total: number }> {
  const [rows, total] = await Promise.all([
    db.workloadEvent.findMany({ where: { workloadId }, orderBy: { id: "desc" }, skip: offset, take: limit }),
    db.workloadEvent.count({ where: { workloadId } }),
  ]);
  const actors = await db.user.findMany({
    where: { id: { in: rows.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(actors.map(({ id, name }) => [id, name]));
  const events = z.array(workloadEvent).parse(rows);
  return {
    rows: events.map((event) => ({ ...event, actorName: names.get(event.actorId ?? "") ?? null })),
    total,
  };
}
