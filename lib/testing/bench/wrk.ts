import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface Asking {
  url: string;
  headers: Record<string, string>;
  connections: number;
  seconds: number;
}

export interface Answered {
  /** Answers per second. */
  throughput: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** Asks for one address over so many connections, each with the next request once it has its answer; all must be 200. */
export async function askByWrk({ url, headers, connections, seconds }: Asking): Promise<Answered> {
  const named = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const options = ["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "--latency", ...named];
  const { stdout } = await promisify(execFile)("wrk", [...options, url]);
  if (/Socket errors|Non-2xx/.test(stdout)) throw new Error(`Not every request was answered:\n${stdout}`);
  return {
    throughput: Number(find(stdout, /^Requests\/sec: +([\d.]+)$/m)[1]),
    p50: readQuantile(stdout, 50),
    p99: readQuantile(stdout, 99),
  };
}

const unitMs: Record<string, number> = { us: 0.001, ms: 1, s: 1_000 };

function readQuantile(output: string, percent: number): number {
  const [, value, unit = ""] = find(output, new RegExp(`^ +${percent}% +([\\d.]+)(us|ms|s)$`, "m"));
  return Number(value) * (unitMs[unit] ?? Number.NaN);
}

function find(output: string, form: RegExp): RegExpExecArray {
  const found = form.exec(output);
  if (found === null) throw new Error(`wrk says something else:\n${output}`);
  return found;
}
