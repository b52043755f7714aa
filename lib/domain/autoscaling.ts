import { z } from "zod";
import type { Autoscaling, GroupRuntime, Runtime } from "./runtime";

/** How many replicas each scaling group of a proton has at the moment, by name, and since when. */
export const scale = z.record(z.string(), z.object({ count: z.int(), since: z.coerce.date() }));
export type Scale = z.infer<typeof scale>;

/** How many replicas of a group there are to be. */
export function wantedCount({ name, replicaCount, autoscaling }: GroupRuntime, current: Scale): number {
  if (autoscaling === null) return replicaCount ?? 1;
  return clamp(current[name]?.count ?? Math.max(1, autoscaling.minReplicaCount), autoscaling);
}

/** How many replicas there are to be of all groups together. */
export const wantedReplicas = ({ containerGroups }: Runtime, current: Scale): number =>
  containerGroups.reduce((total, group) => total + wantedCount(group, current), 0);

const clamp = (count: number, { minReplicaCount, maxReplicaCount }: Autoscaling) =>
  Math.min(maxReplicaCount, Math.max(minReplicaCount, count));

/** What is measured of a group; a metric that is not in it cannot be told at the moment. */
export interface Measures {
  /** The average over its replicas, by name of the metric. */
  metrics: Readonly<Record<string, number>>;
  /** When the last request came or was under way; null: none ever. */
  lastRequestAt: Date | null;
  /** When a request was last held because there was no replica. */
  wokenAt: Date | null;
}

/** How many a group should have, and for how long it has been wished lower. */
export interface Wish {
  count: number;
  at: Date;
}

export interface ScalingTimes {
  /** Fewer replicas only after fewer were enough for this long. */
  downMs: number;
  /** None at all only after no request for this long. */
  idleMs: number;
}

/** Nearer to its target than this a metric changes nothing. */
const tolerance = 0.1;

/** The count that the metrics ask for at the moment. */
export function wishedCount(rules: Autoscaling, current: number, metrics: Measures["metrics"]): number {
  const wishes = rules.policies.flatMap(({ scalingMetric, target }) => {
    const value = metrics[scalingMetric];
    if (value === undefined || target <= 0 || current === 0) return [];
    const near = Math.abs(value - target) <= tolerance * target;
    return [near ? current : Math.ceil((current * value) / target)];
  });
  // What nobody can tell changes nothing; of several metrics the one that asks for most counts.
  return clamp(wishes.length === 0 ? current : Math.max(...wishes), rules);
}

interface Decision {
  count: number;
  wishes: Wish[];
}

/**
 * The next count of a group: more at once, fewer only when the most that was wished within `downMs` is less, none only
 * without a request for `idleMs`. `wishes` are those before, and those to be remembered.
 */
export function decideCount(
  rules: Autoscaling,
  current: { count: number; since: Date },
  {
    measures,
    wishes,
    times,
    now,
  }: { measures: Measures; wishes: readonly Wish[]; times: ScalingTimes; now: Date },
): Decision {
  const { count, since } = current;
  const least = Math.max(1, rules.minReplicaCount);
  if (count === 0) {
    const woken = measures.wokenAt !== null && measures.wokenAt > since;
    const asked = measures.lastRequestAt !== null && measures.lastRequestAt > since;
    return { count: woken || asked || rules.minReplicaCount > 0 ? least : 0, wishes: [] };
  }
  const wished = Math.max(least, wishedCount(rules, count, measures.metrics));
  const recent = [...wishes, { count: wished, at: now }].filter(
    ({ at }) => now.getTime() - at.getTime() <= times.downMs,
  );
  if (wished > count) return { count: wished, wishes: recent };
  if (rules.minReplicaCount === 0 && isIdle(measures, since, times.idleMs, now))
    return { count: 0, wishes: [] };
  const oldest = recent[0]?.at ?? now;
  // A second less: the measures do not come to the millisecond.
  const longEnough = now.getTime() - oldest.getTime() >= times.downMs - 1000;
  const most = Math.max(...recent.map((wish) => wish.count));
  return { count: longEnough && most < count ? most : count, wishes: recent };
}

function isIdle({ lastRequestAt, wokenAt }: Measures, since: Date, idleMs: number, now: Date): boolean {
  const last = Math.max(since.getTime(), lastRequestAt?.getTime() ?? 0, wokenAt?.getTime() ?? 0);
  return now.getTime() - last >= idleMs;
}
