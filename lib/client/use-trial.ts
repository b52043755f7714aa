import { useRef, useState } from "react";
import type { Problem } from "#lib/domain/errors";
import type { TrialAnswer } from "#lib/domain/trials";
import { unanswered } from "./send";
import type { readTrial } from "./trial-text";

export interface Trial {
  busy: boolean;
  /** Of the request before, until the next one has its own. */
  answer: TrialAnswer | null;
  problem: Problem | null;
  send: (trial: ReturnType<typeof readTrial>) => Promise<void>;
  cancel: () => void;
}

/** One request at a time to a workload; what sends it is loaded when the first is sent. */
export function useTrial(workloadId: string): Trial {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Pick<Trial, "answer" | "problem">>({ answer: null, problem: null });
  const under = useRef<AbortController>(null);

  async function send(trial: ReturnType<typeof readTrial>) {
    if (under.current) return;
    const stop = new AbortController();
    under.current = stop;
    setBusy(true);
    const next = await attempt(workloadId, trial, stop.signal);
    under.current = null;
    setBusy(false);
    if (!stop.signal.aborted) setOutcome(next);
  }
  return { ...outcome, busy, send, cancel: () => under.current?.abort() };
}

async function attempt(workloadId: string, trial: ReturnType<typeof readTrial>, signal: AbortSignal) {
  const loaded = await Promise.all([import("./send-trial"), import("#lib/domain/errors")]).catch(() => null);
  // The script did not come either.
  if (loaded === null) return { answer: null, problem: unanswered };
  const [{ sendTrial }, { toProblem }] = loaded;
  try {
    return { answer: await sendTrial(workloadId, trial, signal), problem: null };
  } catch (error) {
    return { answer: null, problem: toProblem(error) };
  }
}
