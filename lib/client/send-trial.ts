import { AppError } from "#lib/domain/errors";
import { type TrialAnswer, trialAnswer } from "#lib/domain/trials";
import { readRefusal } from "./rest";
import { unanswered } from "./send";
import type { readTrial } from "./trial-text";

/** Has the server send a request to a workload. Every failure is an `AppError`, for `toProblem`. */
export async function sendTrial(
  workloadId: string,
  trial: ReturnType<typeof readTrial>,
  signal: AbortSignal,
): Promise<TrialAnswer> {
  const response = await fetch(`/api/live/workloads/${workloadId}/trial`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(trial),
    signal,
  }).catch((cause: unknown): never => {
    throw signal.aborted ? cause : new AppError(unanswered.code, unanswered.detail, { cause });
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw readRefusal(response.status, body);
  return trialAnswer.parse(body);
}
