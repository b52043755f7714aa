import { connect } from "node:net";
import { Agent, request } from "undici";
import type { ProbeAnswer } from "#lib/domain/probe-state";
import type { Probe } from "#lib/domain/spec";

/** A connection for each question, as probes are to find out whether one can be had; certificates are the container's own. */
const agent = new Agent({ pipelining: 0, connect: { rejectUnauthorized: false } });

export type Question =
  | ({ kind: "http" } & Pick<Probe, "path" | "port" | "scheme" | "host" | "httpHeaders" | "timeoutSeconds">)
  /** Whether anything listens. */
  | { kind: "tcp"; port: number; timeoutSeconds: number };

/** Asks once; never throws. Redirects are answers like others, and are not followed. */
export async function askProbe(address: string, question: Question, stop: AbortSignal): Promise<ProbeAnswer> {
  const patience = AbortSignal.timeout(question.timeoutSeconds * 1000);
  const signal = AbortSignal.any([patience, stop]);
  try {
    if (question.kind === "tcp") return await askPort(address, question.port, signal);
    return await askHttp(address, question, signal);
  } catch (error) {
    if (patience.aborted) return { passed: false, message: `no answer within ${question.timeoutSeconds} s` };
    return { passed: false, message: describeFailure(error, question.port) };
  }
}

async function askHttp(
  address: string,
  { scheme, port, path, host, httpHeaders }: Extract<Question, { kind: "http" }>,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const origin = `${scheme.toLowerCase()}://${address.includes(":") ? `[${address}]` : address}:${port}`;
  const headers = { "user-agent": "plimsoll-probe", ...(host === null ? {} : { host }), ...httpHeaders };
  const { statusCode, body } = await request(`${origin}${path}`, {
    dispatcher: agent,
    headers,
    signal,
  });
  // What it says does not matter, and may never end.
  body.on("error", () => undefined);
  body.destroy();
  if (statusCode >= 200 && statusCode < 400) return { passed: true };
  return { passed: false, message: `answered ${statusCode}` };
}

function askPort(host: string, port: number, signal: AbortSignal): Promise<ProbeAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.destroy();
      resolve({ passed: true });
    });
  });
}

const words: Readonly<Record<string, string>> = {
  ECONNRESET: "closed the connection without an answer",
  UND_ERR_SOCKET: "closed the connection without an answer",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached",
  HPE_INVALID_CONSTANT: "does not speak HTTP",
};

function describeFailure(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ECONNREFUSED") return `nothing listens on port ${port}`;
  const message = words[code] ?? (error instanceof Error ? error.message : String(error));
  return `port ${port}: ${message}`;
}
