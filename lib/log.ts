import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import pino from "pino";
import { env } from "./env";

interface RequestContext {
  requestId: string;
}

// Next bundles its own copy of this module beside the API's in the same process; both must see one request.
const shared: typeof globalThis & { plimsollRequest?: AsyncLocalStorage<RequestContext> } = globalThis;
shared.plimsollRequest ??= new AsyncLocalStorage();
const requests = shared.plimsollRequest;

/** Everything `work` does, awaited or not, logs with this request id. */
export function withRequestId<Result>(requestId: string, work: () => Result): Result {
  return requests.run({ requestId }, work);
}

/** The id of the request being served; null outside of one. */
export function findRequestId(): string | null {
  return requests.getStore()?.requestId ?? null;
}

const acceptableId = /^[\w.:-]{1,128}$/;

/** The id under which everything about a request is logged: the caller's own if it is one, else a new one. */
export function chooseRequestId(sent: string | string[] | undefined): string {
  return typeof sent === "string" && acceptableId.test(sent) ? sent : randomUUID();
}

const secretKeys = [
  "authorization",
  "cookie",
  '["set-cookie"]',
  "password",
  "newPassword",
  "token",
  "secret",
];
const redactedPaths = ["", "*.", "*.*.", "*.*.*."].flatMap((depth) =>
  secretKeys.map((key) => (key.startsWith("[") ? `${depth.replace(/\.$/, "")}${key}` : `${depth}${key}`)),
);

export const logOptions = {
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level: string) => ({ level }) },
  redact: { paths: redactedPaths, censor: "[hidden]" },
  mixin: () => requests.getStore() ?? {},
} satisfies pino.LoggerOptions;

/** JSON lines on standard output. */
export const log = pino(logOptions);
