import "server-only";
import { refresh } from "next/cache";
import type { z } from "zod";
import { type ActionResult, AppError, toProblem } from "#lib/domain/errors";
import { log } from "#lib/log";
import { type Operation, runOperation } from "#lib/operations/operation";
import { getCaller } from "./caller";

/** Runs an operation for a form and has the page around it read again. */
export async function perform<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
  input: unknown,
): Promise<ActionResult<z.output<Output>>> {
  const caller = await getCaller();
  try {
    const data = await runOperation(operation, caller, input);
    if (operation.kind === "write") refresh();
    return { ok: true, data };
  } catch (error) {
    if (!(error instanceof AppError))
      log.error({ error, operation: operation.name, requestId: caller.requestId }, "action failed");
    return { ok: false, problem: toProblem(error, caller.requestId) };
  }
}

/** An operation as a server action: `export const lock = action(lockArtifact)` in a "use server" file. */
export function action<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
) {
  return async (input: z.input<Input>): Promise<ActionResult<z.output<Output>>> => perform(operation, input);
}
