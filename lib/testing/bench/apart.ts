import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import type { z } from "zod";

interface Apart<Result extends z.ZodType> {
  /** The measuring program beside this one; it gets `input` as JSON and sends its result once. */
  program: string;
  databaseUrl: string;
  input: unknown;
  result: Result;
}

/** Measures in a process of its own, since a process has one database. */
export async function measureApart<Result extends z.ZodType>(
  apart: Apart<Result>,
): Promise<z.output<Result>> {
  const { program, databaseUrl, input, result } = apart;
  const child = fork(join(import.meta.dirname, program), [JSON.stringify(input)], {
    execArgv: ["--import", "tsx"],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PLIMSOLL_SECRET: randomBytes(32).toString("hex"),
      LOG_LEVEL: "warn",
    },
  });
  const ended = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`${program} ended with ${code}`)),
  );
  const [message] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return result.parse(message);
}
