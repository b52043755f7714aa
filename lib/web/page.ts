import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import type { z } from "zod";
import { type ActionResult, AppError, type ErrorCode, toProblem } from "#lib/domain/errors";
import { log } from "#lib/log";
import { type Operation, runOperation } from "#lib/operations/operation";
import { getCaller } from "./caller";

/** What a page does about a refusal; everything else goes to the error boundary. */
const pageAnswers: Partial<Record<ErrorCode, () => Promise<never>>> = {
  not_found: async () => notFound(),
  // Pages take their input from the URL alone: one that means nothing leads nowhere.
  invalid: async () => notFound(),
  forbidden: async () => forbidden(),
  unauthenticated: async () => redirect(`/sign-in?next=${encodeURIComponent(await currentPath())}`),
};

/** Runs a read for a page: its output, or the sign-in, not-found or not-allowed page instead. */
export async function load<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  const caller = await getCaller();
  try {
    return await runOperation(operation, caller, input);
  } catch (error) {
    const answer = error instanceof AppError ? pageAnswers[error.code] : undefined;
    if (answer) return answer();
    log.error({ error, operation: operation.name, requestId: caller.requestId }, "page failed");
    throw error;
  }
}

/** Runs a read that a page can do without: it says instead why there is nothing. */
export async function tryLoad<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
  input: z.input<Input>,
): Promise<ActionResult<z.output<Output>>> {
  const caller = await getCaller();
  try {
    return { ok: true, data: await runOperation(operation, caller, input) };
  } catch (error) {
    if (!(error instanceof AppError))
      log.error({ error, operation: operation.name, requestId: caller.requestId }, "page failed in part");
    return { ok: false, problem: toProblem(error, caller.requestId) };
  }
}

/** The path and query of the page asked for; the proxy (app's `proxy.ts`) hands it on, as Next itself does not. */
async function currentPath(): Promise<string> {
  const path = (await headers()).get("x-plimsoll-path");
  return path?.startsWith("/") && !path.startsWith("//") ? path : "/";
}
