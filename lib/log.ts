import { randomUUID } from "node:crypto";
import pino from "pino";
import { env } from "./env";

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
} satisfies pino.LoggerOptions;

/** JSON lines on standard output. */
export const log = pino(logOptions);
