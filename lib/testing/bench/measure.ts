import { performance } from "node:perf_hooks";

export interface Measurement {
  /** Finished per second. */
  throughput: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
}

export interface Load {
  /** How many run at once. */
  concurrency: number;
  seconds: number;
}

/** Keeps `concurrency` calls of `work` going for so many seconds; the first tenth warms up and is not counted. */
export async function measure(
  work: () => Promise<void>,
  { concurrency, seconds }: Load,
): Promise<Measurement> {
  const start = performance.now();
  const from = start + seconds * 100;
  const until = from + seconds * 1000;
  const times: number[] = [];
  const lane = async () => {
    for (let begun = performance.now(); begun < until; begun = performance.now()) {
      await work();
      if (begun >= from) times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const elapsed = (performance.now() - from) / 1000;
  times.sort((a, b) => a - b);
  return { throughput: times.length / elapsed, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Measures several works in turns, so that a noisy moment of the machine meets all of them; medians over the rounds. */
export async function measureInTurns<Name extends string>(
  works: Record<Name, () => Promise<void>>,
  load: Load,
  rounds: number,
): Promise<Record<Name, Measurement>> {
  const names = Object.keys(works).filter((name): name is Name => name in works);
  const seen = new Map<Name, Measurement[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) seen.get(name)?.push(await measure(works[name], load));
  }
  const entries = [...seen].map(([name, all]): [Name, Measurement] => [
    name,
    {
      throughput: median(all.map((one) => one.throughput)),
      p50: median(all.map((one) => one.p50)),
      p95: median(all.map((one) => one.p95)),
    },
  ]);
  return fromEntries(entries);
}

function fromEntries<Name extends string, Value>(entries: [Name, Value][]): Record<Name, Value>;
function fromEntries(entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
