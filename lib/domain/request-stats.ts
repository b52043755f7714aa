/**
 * Upper bounds of response times in milliseconds, each about 1.4 times the one before; what is above the last is counted
 * apart, so there is one count more than bounds. Stored counts mean these bounds: they cannot change without them.
 */
export const durationBuckets = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000,
  10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000,
] as const;

/** What was counted in one minute, or over any time. */
export interface RequestCounts {
  requests: number;
  /** Answered with 4xx, or given up by the client. */
  userErrors: number;
  /** Answered with 5xx, by the workload or for it. */
  serverErrors: number;
  /** By response time: one count for each bound, and one for what is above. */
  durations: number[];
  /** The most under way at once. */
  concurrent: number;
}

/** The counts of one minute, or of the step that begins there. */
export interface RequestStatsRow extends RequestCounts {
  minute: Date;
}

export function emptyCounts(): RequestCounts {
  return {
    requests: 0,
    userErrors: 0,
    serverErrors: 0,
    durations: new Array<number>(durationBuckets.length + 1).fill(0),
    concurrent: 0,
  };
}

/** The place of a response time among the counts. */
export function bucketOf(milliseconds: number): number {
  const place = durationBuckets.findIndex((bound) => milliseconds <= bound);
  return place === -1 ? durationBuckets.length : place;
}

/** 499 is a client that did not wait for its answer. */
export function countRequest(counts: RequestCounts, status: number, milliseconds: number): void {
  counts.requests += 1;
  if (status >= 500) counts.serverErrors += 1;
  else if (status >= 400) counts.userErrors += 1;
  const place = bucketOf(milliseconds);
  counts.durations[place] = (counts.durations[place] ?? 0) + 1;
}

/** All of them together. The most at once is that of the busiest: when each was busy is not known. */
export function mergeCounts(all: readonly RequestCounts[]): RequestCounts {
  const merged = emptyCounts();
  for (const counts of all) {
    merged.requests += counts.requests;
    merged.userErrors += counts.userErrors;
    merged.serverErrors += counts.serverErrors;
    merged.concurrent = Math.max(merged.concurrent, counts.concurrent);
    for (const [place, count] of counts.durations.entries())
      merged.durations[place] = (merged.durations[place] ?? 0) + count;
  }
  return merged;
}

/** The response time that this share of the requests stayed within; null without requests. */
export function durationQuantile(durations: readonly number[], share: number): number | null {
  const total = durations.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (const [place, count] of durations.entries()) {
    if (count > 0 && below + count >= wanted) {
      const [from, to] = [boundBelow(place), boundAbove(place)];
      return from + ((to - from) * Math.max(0, wanted - below)) / count;
    }
    below += count;
  }
  return boundAbove(durations.length - 1);
}

/** How many took longer; within the bucket that holds the threshold they are taken to be spread evenly. */
export function countSlower(durations: readonly number[], milliseconds: number): number {
  const slower = durations.reduce((sum, count, place) => {
    const [from, to] = [boundBelow(place), boundAbove(place)];
    if (milliseconds <= from) return sum + count;
    if (milliseconds >= to) return sum;
    return sum + (count * (to - milliseconds)) / (to - from);
  }, 0);
  return Math.round(slower);
}

function boundBelow(place: number): number {
  return place === 0 ? 0 : (durationBuckets[place - 1] ?? longest);
}

/** What is above the last bound has none: it counts as that. */
function boundAbove(place: number): number {
  return durationBuckets[place] ?? longest;
}

const longest = durationBuckets[durationBuckets.length - 1] ?? 0;
const minuteMs = 60_000;

interface Summary {
  quantile: number;
  slowMs: number;
  start: Date;
  end: Date;
}

/** The metrics of contract 7.12. Counts and times are whole numbers, rates are shares of all requests. */
export function summarizeRequests(rows: readonly RequestCounts[], { quantile, slowMs, start, end }: Summary) {
  const { requests, userErrors, serverErrors, durations, concurrent } = mergeCounts(rows);
  const minutes = Math.max(1, (end.getTime() - start.getTime()) / minuteMs);
  const rate = (count: number) => (requests === 0 ? 0 : count / requests);
  return {
    totalRequests: requests,
    requestsPerMinute: Math.round(requests / minutes),
    concurrentRequests: concurrent,
    responseTime: Math.round(durationQuantile(durations, quantile) ?? 0),
    slowRequests: countSlower(durations, slowMs),
    serverErrors,
    userErrors,
    serverErrorRate: rate(serverErrors),
    userErrorRate: rate(userErrors),
    totalErrorRate: rate(serverErrors + userErrors),
  };
}

/** The rows of each of so many equal spans of time up to `end`, the oldest first. */
export function spansUpTo<Row extends { minute: Date }>(
  rows: readonly Row[],
  { end, spanMs, count }: { end: Date; spanMs: number; count: number },
): Row[][] {
  return Array.from({ length: count }, (_, index) => {
    const until = end.getTime() - (count - 1 - index) * spanMs;
    return rows.filter(({ minute }) => minute.getTime() > until - spanMs && minute.getTime() <= until);
  });
}

/** Requests per minute and share of errors in each span, as a workload's `requestRates` and `errorRates` (contract 7.4). */
export function ratesUpTo(
  rows: readonly RequestStatsRow[],
  spans: { end: Date; spanMs: number; count: number },
): { requestRates: number[]; errorRates: number[] } {
  const merged = spansUpTo(rows, spans).map((span) => mergeCounts(span));
  return {
    requestRates: merged.map(({ requests }) => requests / (spans.spanMs / minuteMs)),
    errorRates: merged.map(({ requests, userErrors, serverErrors }) =>
      requests === 0 ? 0 : (userErrors + serverErrors) / requests,
    ),
  };
}

/** How many requests a gateway said it has under way, and how long ago. */
export interface GatewayLoadRow {
  workloadId: string;
  protonId: string;
  inFlight: number;
  lastRequestAt: Date;
  /** Milliseconds since it said so, by the database's clock. */
  age: number;
}

/** A gateway says it every three seconds while there is something to say: one silent for longer is gone. */
const loadLifetime = 5_000;

export interface ProtonLoad {
  workloadId: string;
  protonId: string;
  inFlight: number;
  lastRequestAt: Date;
}

/** What all gateways together have under way, by proton. When the last request came is remembered of those gone, too. */
export function sumLoads(rows: readonly GatewayLoadRow[]): ProtonLoad[] {
  const byProton = new Map<string, ProtonLoad>();
  for (const { workloadId, protonId, inFlight, lastRequestAt, age } of rows) {
    const counted = age <= loadLifetime ? inFlight : 0;
    const known = byProton.get(protonId);
    byProton.set(protonId, {
      workloadId,
      protonId,
      inFlight: (known?.inFlight ?? 0) + counted,
      lastRequestAt: known && known.lastRequestAt > lastRequestAt ? known.lastRequestAt : lastRequestAt,
    });
  }
  return [...byProton.values()];
}
