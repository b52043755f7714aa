import type { Actor } from "#lib/domain/actors";
import { AppError } from "#lib/domain/errors";
import { emptyReplicaState } from "#lib/domain/replica-state";
import { runOperation } from "#lib/operations/operation";
import { createWorkload } from "#lib/operations/workloads";
import { database, inTransaction } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { holdWorkload } from "#lib/store/workloads";
import { callerOf } from "./factories";

const container = {
  name: "web",
  primary: true,
  image: `registry.example/app@sha256:${"ab".repeat(32)}`,
  restartCount: 0,
  restartsAt: null,
};

type Shown = Awaited<ReturnType<typeof makeShownWorkload>>;

/** A workload as a worker would leave it: one replica that is ready, one whose container ran out of memory. */
export async function makeShownWorkload(actor: Actor, artifactId: string, name = "claims-live") {
  const runtime = { containerGroups: [{ replicaCount: 2 }] };
  const made = await runOperation(createWorkload, callerOf(actor), { name, artifactId, runtime });
  const protonId = made.activeProtonId ?? "";
  const now = new Date();
  const replicaId = newId();
  const ready = {
    ...emptyReplicaState,
    phase: "started" as const,
    startedAt: now,
    readyAt: now,
    containers: [
      { ...container, status: "running", ready: true, startedAt: now, probes: { readiness: passing } },
    ],
  };
  const failing = {
    ...emptyReplicaState,
    phase: "started" as const,
    startedAt: now,
    containers: [
      {
        ...{ ...container, status: "waiting", ready: false, startedAt: null, restartCount: 2 },
        restartsAt: new Date(now.getTime() + 30_000),
        lastEnd: { reason: "OutOfMemory", exitCode: 137, finishedAt: now, message: "Killed" },
      },
    ],
  };
  const groupName = made.runtime.containerGroups[0]?.name ?? "default";
  const common = { workloadId: made.id, protonId, groupName, createdAt: now, updatedAt: now, goalSince: now };
  const replicas = [
    { ...common, id: replicaId, ordinal: 0, address: "10.201.0.3:8080", ready: true, state: toJson(ready) },
    { ...common, id: newId(), ordinal: 1, ready: false, state: toJson(failing) },
  ];
  await putReplicas(made.id, protonId, replicas);
  await database.proton.update({ where: { id: protonId }, data: { status: "running", runningSince: now } });
  await database.workload.update({ where: { id: made.id }, data: { status: "running" } });
  return { id: made.id, protonId, replicaId };
}

/** A worker that runs beside the test may have begun with its own, and looks at the same rows. */
async function putReplicas(
  workloadId: string,
  protonId: string,
  data: NonNullable<Parameters<typeof database.replica.createMany>[0]>["data"],
  attempts = 5,
): Promise<void> {
  try {
    await inTransaction(async (db) => {
      // None begins while the workload is held.
      await holdWorkload(db, workloadId);
      await db.replica.deleteMany({ where: { protonId } });
      await db.replica.createMany({ data });
    });
  } catch (error) {
    if (attempts === 1 || !(error instanceof AppError) || error.code !== "conflict") throw error;
    await putReplicas(workloadId, protonId, data, attempts - 1);
  }
}

/** Has requests go to what listens there. A worker that runs beside the test knows of no such container, and may say otherwise. */
export async function placeReplica(workload: Shown & { address: string }): Promise<void> {
  const { id, protonId, replicaId, address } = workload;
  await database.workload.update({ where: { id }, data: { status: "running", activeProtonId: protonId } });
  await database.replica.updateMany({ where: { id: replicaId }, data: { address, ready: true } });
}

const passing = { state: "passing", message: null };
const toJson = (value: object) => JSON.parse(JSON.stringify(value));

/** Lines as a worker would write them. */
export async function logLines(
  { id: workloadId, protonId, replicaId }: Shown,
  messages: readonly string[],
  level = 1,
): Promise<void> {
  const line = { workloadId, protonId, replicaId, container: "web", level, time: new Date() };
  await database.workloadLogLine.createMany({ data: messages.map((message) => ({ ...line, message })) });
}
