import { STATUS_CODES } from "node:http";
import { type Dispatcher, request } from "undici";
import { AppError, invalid } from "#lib/domain/errors";
import { newSpanId, newTraceId, writeTraceparent } from "#lib/domain/trace-context";
import { takesBody, trialUrl, typeOfBody } from "#lib/domain/trial-address";
import { connectionHeaders, type TrialAnswer, type TrialInput, trialLimits } from "#lib/domain/trials";

export interface TrialTarget {
  /** Of the gateway, as this process reaches it. */
  gateway: string;
  /** Of the workload, as its person reaches it. */
  endpoint: string;
  /** What the gateway takes for the person. */
  credential: string;
  /** Aborts when whoever waits for the answer is gone. */
  signal: AbortSignal;
}

/** Sends a request to a workload through the gateway. What comes back is told, whatever it is; nothing of it is followed. */
export async function sendTrial(trial: TrialInput, target: TrialTarget): Promise<TrialAnswer> {
  const { gateway, endpoint, credential, signal } = target;
  const address = trialUrl(endpoint, trial.path, trial.query);
  if (address === null)
    throw invalid([{ path: "path", message: "This leads out of the workload", code: "invalid" }]);
  const { pathname, search, host } = new URL(address);
  const began = performance.now();
  const { statusCode, headers, body } = await request(new URL(pathname + search, gateway), {
    method: trial.method,
    headers: [...headersOf(trial), "host", host, "authorization", `Bearer ${credential}`],
    body: takesBody(trial.method) ? trial.body : null,
    // The gateway has its own limit for this, and says so when it is reached.
    headersTimeout: 0,
    bodyTimeout: 0,
    signal,
  }).catch((cause: unknown): never => {
    if (signal.aborted) throw cause;
    throw new AppError("unavailable", "The gateway cannot be reached from the server", { cause });
  });
  const firstByteMs = performance.now() - began;
  const { bytes, cut } = await readUpTo(body, trialLimits.answerBytes, trialLimits.bodyMs);
  return {
    status: statusCode,
    reason: STATUS_CODES[statusCode] ?? "",
    headers: Object.entries(headers).flatMap(([name, value]) =>
      connectionHeaders.has(name) ? [] : [value ?? []].flat().map((one) => ({ name, value: one })),
    ),
    firstByteMs,
    totalMs: performance.now() - began,
    bytes: bytes.length,
    cut,
    text: decodeText(bytes, String(headers["content-type"] ?? ""), cut !== null),
  };
}

/** What is sent, with the type of a body that does not say its own, and the wish to be recorded. */
function headersOf({ method, headers, body }: TrialInput): string[] {
  const says = (wanted: string) => headers.some(({ name }) => name.toLowerCase() === wanted);
  const sent = headers.flatMap(({ name, value }) => [name, value]);
  if (!says("traceparent"))
    sent.push("traceparent", writeTraceparent({ traceId: newTraceId(), spanId: newSpanId() }));
  if (!says("content-type") && body !== "" && takesBody(method)) sent.push("content-type", typeOfBody(body));
  return sent;
}

/** The beginning of a body, which may have no end. */
async function readUpTo(
  body: Dispatcher.ResponseData["body"],
  most: number,
  longestMs: number,
): Promise<{ bytes: Buffer; cut: TrialAnswer["cut"] }> {
  const chunks: Buffer[] = [];
  let size = 0;
  let cut: TrialAnswer["cut"] = null;
  const timer = setTimeout(() => {
    cut = "time";
    body.destroy();
  }, longestMs);
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= most) continue;
      cut = "size";
      break;
    }
  } catch {
    cut ??= "broken";
  } finally {
    clearTimeout(timer);
  }
  return { bytes: Buffer.concat(chunks).subarray(0, most), cut };
}

/** The text that a body is, by the letters its type names; null where it is none. */
function decodeText(bytes: Buffer, type: string, cut: boolean): string | null {
  const label = /charset="?([\w.:-]+)/i.exec(type)?.[1] ?? "utf-8";
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes, { stream: cut });
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}
