import { z } from "zod";
import type { Runtime } from "#lib/domain/runtime";
import { type StoredSpec, storedSpec } from "#lib/domain/spec";
import { type ProtonRecord, protonRecord, type ReplicaRecord, replicaRecord } from "#lib/domain/workloads";
import type { Database } from "./database";
import { newId } from "./ids";

/** What one container of a proton runs: by digest or id where one is known. */
export const protonImage = z.object({ containerGroup: z.string(), container: z.string(), image: z.string() });
export type ProtonImage = z.infer<typeof protonImage>;

interface NewProton {
  workloadId: string;
  artifactId: string;
  role: "active" | "candidate";
  spec: StoredSpec;
  images: ProtonImage[];
  runtime: Runtime;
  creatorId: string;
}

/** Makes the next proton of a workload that the caller holds. */
export async function insertProton(db: Database, proton: NewProton, now: Date): Promise<string> {
  const id = newId();
  const last = await db.proton.aggregate({
    where: { workloadId: proton.workloadId },
    _max: { number: true },
  });
  const number = (last._max.number ?? 0) + 1;
  await db.proton.create({ data: { ...proton, id, number, createdAt: now, updatedAt: now } });
  return id;
}

const columns = { omit: { spec: true, images: true, scale: true } } as const;

/** The protons of a workload, newest first. */
export async function listProtons(
  db: Database,
  workloadId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ rows: ProtonRecord[]; total: number }> {
  const [rows, total] = await Promise.all([
    db.proton.findMany({
      where: { workloadId },
      orderBy: { id: "desc" },
      skip: offset,
      take: limit,
      ...columns,
    }),
    db.proton.count({ where: { workloadId } }),
  ]);
  const people = await db.user.findMany({
    where: { id: { in: rows.map(({ creatorId }) => creatorId) } },
    select: { id: true, name: true, email: true },
  });
  const creators = new Map(people.map((person) => [person.id, person]));
  const read = rows.map((row) =>
    protonRecord.parse({ ...row, creator: creators.get(row.creatorId) ?? null }),
  );
  return { rows: read, total };
}

export async function findProton(db: Database, workloadId: string, id: string): Promise<ProtonRecord | null> {
  const row = await db.proton.findFirst({ where: { id, workloadId }, ...columns });
  if (row === null) return null;
  const creator = await db.user.findUnique({
    where: { id: row.creatorId },
    select: { id: true, name: true, email: true },
  });
  return protonRecord.parse({ ...row, creator });
}

/** What a proton was started with, whatever became of its artifact. */
export async function findProtonSpec(db: Database, id: string): Promise<StoredSpec | null> {
  const row = await db.proton.findUnique({ where: { id }, select: { spec: true } });
  return row && storedSpec.parse(row.spec);
}

/** The replicas of one proton, or of all of a workload, in their places. */
export async function listReplicas(
  db: Database,
  where: { workloadId: string } | { protonId: string },
): Promise<ReplicaRecord[]> {
  const rows = await db.replica.findMany({
    where,
    orderBy: [{ groupName: "asc" }, { ordinal: "asc" }, { id: "asc" }],
  });
  return z.array(replicaRecord).parse(rows);
}

/** Every proton of a workload is to stop. */
export async function stopProtons(db: Database, workloadId: string, now: Date): Promise<void> {
  await db.proton.updateMany({
    where: { workloadId, endedAt: null },
    data: { goal: "stop", updatedAt: now },
  });
}

/** A proton that was the active one and now ends; the next takes its place. */
export async function retireProton(db: Database, id: string, now: Date): Promise<void> {
  await db.proton.update({ where: { id }, data: { role: null, goal: "stop", updatedAt: now } });
}
