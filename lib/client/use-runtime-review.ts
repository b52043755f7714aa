import { useState } from "react";
import type { RuntimeForm, RuntimeReview, reviewRuntime } from "./runtime-review";

/** Of a form that nobody touched. */
const nothingYet: RuntimeReview = { input: null, issues: [], unplaced: [], changes: [], untouched: true };

/**
 * What is wrong with a form of settings and what saving it would change. The rules are loaded once somebody turns to the
 * form; null until they are there.
 */
export function useRuntimeReview(form: RuntimeForm): [review: RuntimeReview | null, turnTo: () => void] {
  const [rules, setRules] = useState<{ reviewRuntime: typeof reviewRuntime } | null>(null);
  // Should they not come, the next turn asks again.
  const turnTo = () => void import("./runtime-review").then(setRules, () => undefined);
  if (rules !== null) return [rules.reviewRuntime(form), turnTo];
  return [form.edits === form.begun ? nothingYet : null, turnTo];
}
