import { z } from "zod";
import { workloadStatus } from "./run-status";

const replica = z.object({ id: z.string(), address: z.string() });
export type ReadyReplica = z.infer<typeof replica>;

const destination = z.object({
  id: z.string(),
  /** Nobody new is sent to it once it drains or stops. */
  running: z.boolean(),
  /** Every group may go down to no replica at all, and comes up when requests wait. */
  scalesToZero: z.boolean(),
  /** Those that take requests. */
  replicas: z.array(replica),
});
export type Destination = z.infer<typeof destination>;

/** Where requests to a workload may go at the moment. */
export const destinations = z.object({
  workloadId: z.string(),
  goal: z.enum(["running", "stopped"]),
  status: workloadStatus,
  statusReason: z.string().nullable(),
  activeProtonId: z.string().nullable(),
  /** Statistics count from here, in milliseconds. */
  statsSince: z.number(),
  /** Those that have not ended. */
  protons: z.array(destination),
});
export type Destinations = z.infer<typeof destinations>;

/** The proton that was asked for, or the active one; null if there is none, or no more. */
export function findDestination(workload: Destinations, protonId: string | null): Destination | null {
  const wanted = protonId ?? workload.activeProtonId;
  return workload.protons.find(({ id }) => id === wanted) ?? null;
}

/** Whether requests are held while it comes up, rather than refused. */
export function isWakeable(workload: Destinations, destination: Destination): boolean {
  return workload.goal === "running" && destination.running && destination.scalesToZero;
}

/**
 * The replica with the fewest requests under way, any of those if there are several. Null without any, or where the one
 * to leave out is the only one.
 */
export function chooseReplica(
  replicas: readonly ReadyReplica[],
  underWay: (replica: ReadyReplica) => number,
  leftOut: string | null = null,
): ReadyReplica | null {
  let chosen: ReadyReplica | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  let equals = 0;
  for (const candidate of replicas) {
    if (candidate.id === leftOut) continue;
    const load = underWay(candidate);
    if (load > fewest) continue;
    equals = load < fewest ? 1 : equals + 1;
    fewest = load;
    // Each of n equals is chosen with the chance 1/n, without a list of them.
    if (equals === 1 || Math.random() * equals < 1) chosen = candidate;
  }
  return chosen;
}
