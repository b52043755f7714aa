/** An IPv4 network as the first address in it and the first one after. */
interface Range {
  start: number;
  end: number;
}

const sizeOf = (prefix: number) => 2 ** (32 - prefix);

/** Null for what is not written like 10.0.0.0/8. */
function readRange(subnet: string): Range | null {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(subnet) ?? [];
  const [a, b, c, d, prefix] = parts.map(Number);
  if (a === undefined || b === undefined || c === undefined || d === undefined || prefix === undefined)
    return null;
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const start = address - (address % sizeOf(prefix));
  return { start, end: start + sizeOf(prefix) };
}

/** Enough for 61 replicas of a workload, beside the host's own address; and there are a thousand of them. */
const prefix = 26;
const pool = { start: (10 * 256 + 201) * 65_536, end: (10 * 256 + 202) * 65_536 };
const count = (pool.end - pool.start) / sizeOf(prefix);

const writeAddress = (address: number) =>
  [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");

/**
 * A network of the pool that overlaps none of these; null if there is none left.
 * @param first Where to begin looking, so that two who look at once seldom find the same.
 */
export function pickSubnet(taken: string[], first: number): string | null {
  const ranges = taken.flatMap((subnet) => readRange(subnet) ?? []);
  for (let step = 0; step < count; step += 1) {
    const start = pool.start + ((first + step) % count) * sizeOf(prefix);
    const end = start + sizeOf(prefix);
    if (!ranges.some((range) => range.start < end && start < range.end))
      return `${writeAddress(start)}/${prefix}`;
  }
  return null;
}
