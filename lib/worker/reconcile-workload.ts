import { wantedCount } from "#lib/domain/autoscaling";
import { standingOfProton, standingOfWorkload } from "#lib/domain/proton-standing";
import { planReplicas } from "#lib/domain/replica-places";
import type { Standing } from "#lib/domain/run-status";
import { database, inTransaction } from "#lib/store/database";
import { insertReplica, setReplicaGoal } from "#lib/store/replica-work";
import { insertEvent } from "#lib/store/workload-events";
import {
  type ControlledWorkload,
  deleteWorkload,
  endProton,
  type HeldReplica,
  type LivingProton,
  showProton,
  showWorkload,
} from "#lib/store/workload-work";
import type { ControlTools } from "./control-tools";
import { stepReplacement } from "./step-replacement";

interface Reconciling extends ControlTools {
  signal: AbortSignal;
  /** Looks after a replica from now on, as its goal says. */
  keep: (replica: HeldReplica) => void;
  scale: (workload: ControlledWorkload) => Promise<boolean>;
  /** Nothing of a deleted workload is left. */
  forget: (workloadId: string) => void;
}

/** Brings one workload nearer to what it is to be. True: look again at once. */
export async function reconcileWorkload(workload: ControlledWorkload, tools: Reconciling): Promise<boolean> {
  const { replacement } = workload;
  if (replacement !== null && (await stepReplacement(workload, replacement, tools))) return true;
  if (await tools.scale(workload)) return true;
  const changed = await placeReplicas(workload, tools);
  for (const replica of workload.replicas) tools.keep(replica);
  await showStandings(workload, tools.now());
  if (workload.deletedAt !== null && workload.replicas.length === 0 && !changed) {
    await tools.engine.sweepWorkload(workload.id, tools.signal);
    tools.forget(workload.id);
    await deleteWorkload(database, workload.id);
  }
  return changed;
}

const isToRun = ({ goal, deletedAt }: ControlledWorkload, proton: LivingProton) =>
  goal === "running" && deletedAt === null && proton.goal !== "stop";

const countsOf = ({ runtime, scale }: LivingProton) =>
  runtime.containerGroups.map((group) => ({ name: group.name, count: wantedCount(group, scale) }));

/** Gives every place its replica, and tells those that are too many to leave. */
async function placeReplicas(workload: ControlledWorkload, tools: Reconciling): Promise<boolean> {
  const now = tools.now();
  let changed = false;
  for (const proton of workload.protons) {
    const own = workload.replicas.filter(({ protonId }) => protonId === proton.id);
    if (!isToRun(workload, proton)) {
      changed = (await stopReplicas(own, now)) || changed;
      continue;
    }
    const running = own.filter(({ goal }) => goal === "run");
    const { missing, excess } = planReplicas(countsOf(proton), running);
    for (const place of missing) {
      const replica = { workloadId: workload.id, protonId: proton.id, ...place };
      changed = (await insertReplica(database, replica, now)) !== null || changed;
    }
    changed = (await dismiss(excess, now)) || changed;
    const left = own.filter(
      ({ goal, goalSince }) => goal === "drain" && now.getTime() - goalSince.getTime() >= tools.times.leaveMs,
    );
    changed = (await stopReplicas(left, now)) || changed;
  }
  return changed;
}

async function stopReplicas(replicas: readonly HeldReplica[], now: Date): Promise<boolean> {
  const ids = replicas.flatMap(({ id, goal }) => (goal === "stop" ? [] : [id]));
  if (ids.length === 0) return false;
  await setReplicaGoal(database, ids, "stop", now);
  return true;
}

/** What serves gets no more requests for a while before it is stopped. */
async function dismiss(excess: readonly HeldReplica[], now: Date): Promise<boolean> {
  const serving = excess.filter(({ ready }) => ready);
  if (serving.length > 0) {
    const ids = serving.map(({ id }) => id);
    await setReplicaGoal(database, ids, "drain", now);
  }
  const others = excess.filter(({ ready }) => !ready);
  return (await stopReplicas(others, now)) || serving.length > 0;
}

async function showStandings(workload: ControlledWorkload, now: Date): Promise<void> {
  const standings = new Map<string, Standing>();
  for (const proton of workload.protons) {
    const own = workload.replicas.filter(({ protonId }) => protonId === proton.id);
    const standing = standingOfProton({
      goal: isToRun(workload, proton) ? proton.goal : "stop",
      wanted: countsOf(proton).reduce((sum, { count }) => sum + count, 0),
      replicas: own.filter(({ goal }) => goal === "run"),
      left: own.length > 0,
      warming: proton.role === "candidate",
    });
    standings.set(proton.id, standing);
    await tellStanding(proton, standing, now);
  }
  const active = standings.get(workload.activeProtonId ?? "") ?? null;
  const shown = standingOfWorkload(workload.goal, active, workload.replicas.length > 0);
  if (shown.status === workload.status && shown.reason === workload.statusReason) return;
  await showWorkload(database, workload, shown);
}

const titles: Partial<Record<Standing["status"], string>> = {
  running: "Ready",
  errored: "Errored",
  stopped: "Stopped",
};

/** What a proton shows, and what of it is worth an event. */
async function tellStanding(proton: LivingProton, { status, reason }: Standing, now: Date): Promise<void> {
  const { id, workloadId, number } = proton;
  if (status === proton.status && reason === proton.statusReason && status !== "stopped") return;
  const eventType = status === proton.status ? undefined : titles[status];
  const serves = status === "running" || status === "warming";
  const keeps = status === "draining";
  const runningSince = serves ? (proton.runningSince ?? now) : keeps ? proton.runningSince : null;
  await inTransaction(async (db) => {
    const shown = { status, statusReason: reason, runningSince };
    if (!(await showProton(db, proton, shown, now))) return;
    if (status === "stopped") await endProton(db, id, now);
    if (eventType === undefined) return;
    const details = { protonId: id, number, ...(reason === null ? {} : { message: reason }) };
    await insertEvent(db, { workloadId, eventType, actorId: null, details }, now);
  });
}
