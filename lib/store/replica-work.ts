import { z } from "zod";
import { emptyReplicaState, type ReplicaState } from "#lib/domain/replica-state";
import type { Database } from "./database";
import { newId } from "./ids";
import type { HeldReplica } from "./workload-work";

const asJson = (state: ReplicaState) =>
  z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(state)));

/** A place of a proton gets its replica. Null: it has one. */
export async function insertReplica(
  db: Database,
  place: { workloadId: string; protonId: string; groupName: string; ordinal: number },
  now: Date,
): Promise<HeldReplica | null> {
  const times = { createdAt: now, updatedAt: now, goalSince: now };
  const id = newId();
  const row = { ...place, ...times, id };
  const { count } = await db.replica.createMany({
    data: [{ ...row, state: asJson(emptyReplicaState) }],
    skipDuplicates: true,
  });
  if (count === 0) return null;
  return { ...row, goal: "run", address: null, ready: false, state: emptyReplicaState };
}

/** What is known of a replica. False: its row is gone. */
export async function saveReplica(
  db: Database,
  id: string,
  { state, ready, address }: { state: ReplicaState; ready: boolean; address: string | null },
  now: Date,
): Promise<boolean> {
  const { count } = await db.replica.updateMany({
    where: { id },
    data: { state: asJson(state), ready, address, updatedAt: now },
  });
  return count === 1;
}

/** Replicas that run are to do something else from now on. */
export async function setReplicaGoal(
  db: Database,
  ids: readonly string[],
  goal: "drain" | "stop",
  now: Date,
): Promise<void> {
  const changed = { goal, ready: false, goalSince: now, updatedAt: now };
  const from = goal === "drain" ? ["run" as const] : ["run" as const, "drain" as const];
  await db.replica.updateMany({ where: { id: { in: [...ids] }, goal: { in: from } }, data: changed });
}

/** Nothing of a replica is left. */
export async function deleteReplica(db: Database, id: string): Promise<void> {
  await db.replica.deleteMany({ where: { id } });
}

/** Those of the replicas that have a row. */
export async function listKnownReplicas(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.replica.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}
