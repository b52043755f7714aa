import { z } from "zod";
import { type Standing, worstStanding } from "./run-status";

export const probeKind = z.enum(["startup", "readiness", "liveness"]);
export type ProbeKind = z.infer<typeof probeKind>;

/** How a probe stands. `waiting`: no answer counted yet. */
const probeStanding = z.object({
  state: z.enum(["waiting", "passing", "failing"]),
  /** Of the last failure: `connection refused on port 8080`, `answered 503`. */
  message: z.string().nullable(),
  /** No probe of the spec: a primary without a readiness probe is asked whether it listens. */
  implied: z.boolean().default(false),
});
export type ProbeStanding = z.infer<typeof probeStanding>;

const ending = z.object({
  /** `OutOfMemory`, `Exited`, `LivenessFailed`, `StartupFailed`. */
  reason: z.string(),
  exitCode: z.int().nullable(),
  finishedAt: z.coerce.date().nullable(),
  /** The last lines that it wrote. */
  message: z.string().nullable(),
});
export type Ending = z.infer<typeof ending>;

/** One container as the worker knows it. */
export const containerState = z.object({
  name: z.string(),
  primary: z.boolean(),
  image: z.string(),
  status: z.enum(["waiting", "running", "terminated", "unknown"]),
  ready: z.boolean(),
  startedAt: z.coerce.date().nullable(),
  restartCount: z.int(),
  /** Its ends in a row, none of them after long running: the next start waits the longer. */
  failures: z.int().default(0),
  /** When it is started anew, while it waits for that. */
  restartsAt: z.coerce.date().nullable().default(null),
  /** Of its last end. */
  lastEnd: ending.nullable().default(null),
  probes: z.partialRecord(probeKind, probeStanding).default({}),
});
export type ContainerState = z.infer<typeof containerState>;

/** One replica as the worker knows it, and the database keeps it. */
export const replicaState = z.object({
  /** `pending`: nothing done yet; `creating`: images, network, containers; `failed`: the engine refuses it. */
  phase: z.enum(["pending", "creating", "started", "failed"]),
  /** What the engine says against it, or why it has to wait. */
  message: z.string().nullable().default(null),
  startedAt: z.coerce.date().nullable().default(null),
  /** Since when its conditions hold; null: they do not. */
  scheduledAt: z.coerce.date().nullable().default(null),
  initializedAt: z.coerce.date().nullable().default(null),
  containersReadyAt: z.coerce.date().nullable().default(null),
  readyAt: z.coerce.date().nullable().default(null),
  /** Since when it is on its way to be ready, or no longer is; null: it is, or waits for the engine. */
  unreadySince: z.coerce.date().nullable().default(null),
  /** It is not ready though it had the time that it may take. */
  overdue: z.boolean().default(false),
  containers: z.array(containerState).default([]),
});
export type ReplicaState = z.infer<typeof replicaState>;

export const emptyReplicaState: ReplicaState = replicaState.parse({ phase: "pending" });

/** After this many ends in a row what is not ready is `errored`, though it is still tried again. */
const mostFailures = 3;

/** The standing of one replica that is to run. */
export function standingOfReplica(state: ReplicaState): Standing {
  const standing = standingInTime(state);
  if (!state.overdue || standing.status === "running") return standing;
  return { status: "errored", reason: `Not ready in time${standing.reason ? `: ${standing.reason}` : ""}` };
}

function standingInTime(state: ReplicaState): Standing {
  if (state.phase === "failed") return { status: "errored", reason: state.message };
  if (state.phase === "pending") return { status: "submitted", reason: state.message };
  if (state.phase === "creating") return { status: "provisioning", reason: state.message };
  const worst = worstStanding(state.containers.map((container) => standingOfContainer(container)));
  return worst ?? { status: "launching", reason: state.message };
}

function standingOfContainer(container: ContainerState): Standing {
  const { status, failures, ready } = container;
  if (status === "running" && ready) return { status: "running", reason: null };
  const reason = reasonOf(container);
  if (status === "unknown") return { status: "unknown", reason };
  if (failures >= mostFailures) return { status: "errored", reason };
  return { status: status === "terminated" ? "restarting" : "launching", reason };
}

const probeWords: Record<ProbeKind, string> = {
  startup: "Startup probe",
  readiness: "Readiness probe",
  liveness: "Liveness probe",
};

/** Why a container is not ready: what a probe of the running one says, else how the one before it ended. */
function reasonOf({ name, status, lastEnd, probes }: ContainerState): string | null {
  const told = probeKind.options.flatMap((kind) => {
    const standing = probes[kind];
    if (standing === undefined || standing.state === "passing" || standing.message === null) return [];
    return [standing.implied ? standing.message : `${probeWords[kind]}: ${standing.message}`];
  });
  const now = status === "running" ? told[0] : undefined;
  if (now !== undefined && lastEnd === null) return `${name}: ${now}`;
  return lastEnd === null
    ? null
    : `${name}: ${describeEnd(lastEnd)}${now === undefined ? "" : `; now ${now}`}`;
}

/** `ran out of memory`, `ended with exit code 1: Error: no configuration`. */
export function describeEnd({ reason, exitCode, message }: Ending): string {
  const words: Record<string, string> = {
    OutOfMemory: "ran out of memory",
    LivenessFailed: "was ended because its liveness probe failed",
    StartupFailed: "was ended because its startup probe failed",
  };
  const what = words[reason] ?? `ended with exit code ${exitCode ?? "unknown"}`;
  const last = message?.trim().split("\n").at(-1);
  return last ? `${what}: ${last}` : what;
}
