import "server-only";
import { createHash } from "node:crypto";
import { refresh } from "next/cache";
import { z } from "zod";
import { type ActionResult, AppError, parseInput, toProblem } from "#lib/domain/errors";
import { log } from "#lib/log";
import { type Caller, type Operation, runOperation, runOperationOnce } from "#lib/operations/operation";
import { getCaller } from "./caller";

/** Runs an operation for a form and has the page around it read again. */
export async function perform<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  operation: Operation<Input, Thing, Output>,
  input: unknown,
): Promise<ActionResult<z.output<Output>>> {
  return answer(operation, (caller) => runOperation(operation, caller, input));
}

async function answer<Data>(
  operation: { name: string; kind: "read" | "write" },
  run: (caller: Caller) => Promise<Data>,
): Promise<ActionResult<Data>> {
  const caller = await getCaller();
  try {
    const data = await run(caller);
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

const attempt = z.object({ key: z.string().min(1).max(255), input: z.unknown() });

/**
 * The same for what must not be done twice when only its answer was lost: an attempt with the key and the input of an
 * earlier one gets that one's answer. `shown` is what of the output is kept and sent.
 */
export function actionOnce<
  Input extends z.ZodType,
  Thing,
  Output extends z.ZodType,
  Shown extends z.ZodObject,
>(operation: Operation<Input, Thing, Output>, shown: Shown) {
  return async (raw: { key: string; input: z.input<Input> }): Promise<ActionResult<z.output<Shown>>> =>
    answer(operation, (caller) => {
      const { key, input } = parseInput(attempt, raw);
      return runOperationOnce(operation, caller, input, {
        key: `action ${key}`.slice(0, 255),
        fingerprint: createHash("sha256")
          .update(`${operation.name}\n${JSON.stringify(input)}`)
          .digest("hex"),
        render: (output) => shown.parse(output),
        readAnswer: (stored) => shown.parse(stored),
      });
    });
}
