import { type FieldChange, findChanges } from "#lib/domain/audit";
import { AppError, type Issue, issuesFromZod } from "#lib/domain/errors";
import { type RunSpec, resolveRuntime } from "#lib/domain/resolve-runtime";
import { type ResolvedBundle, type Runtime, type RuntimeInput, runtimeInput } from "#lib/domain/runtime";
import { type GroupEdit, runtimeOf, shownRuntime } from "./runtime-edits";

interface Checked {
  /** As it is to be sent, numbers as numbers; null where it cannot be read. */
  input: RuntimeInput | null;
  /** What it would come to; null while something is wrong. */
  runtime: Runtime | null;
  issues: Issue[];
  /** Those of no field that a form has. */
  unplaced: Issue[];
}

export interface RuntimeReview extends Omit<Checked, "runtime"> {
  changes: FieldChange[];
  /** Saving would change nothing. */
  untouched: boolean;
}

/** What a form holds. */
export interface RuntimeForm {
  edits: readonly GroupEdit[];
  /** As it began. */
  begun: readonly GroupEdit[];
  runtime: Runtime;
  spec: RunSpec;
  bundles: readonly ResolvedBundle[];
}

/** What is wrong with a form, and what saving it would change. */
export function reviewRuntime({ edits, begun, runtime, ...context }: RuntimeForm): RuntimeReview {
  const { runtime: next, ...checked } = checkRuntime(runtimeOf(edits, runtime), runtime, context);
  if (next === null) return { ...checked, changes: [], untouched: false };
  // Not against what runs: a draft that got another group since it was started is no change of these settings.
  const before = checkRuntime(runtimeOf(begun, runtime), runtime, context).runtime ?? runtime;
  const changes = findChanges(shownRuntime(before), shownRuntime(next));
  return { ...checked, changes, untouched: changes.length === 0 };
}

/** Looks at a runtime by the rules that refuse it when it is saved. */
function checkRuntime(
  sent: unknown,
  current: Runtime,
  { spec, bundles }: Pick<RuntimeForm, "spec" | "bundles">,
): Checked {
  const parsed = runtimeInput.safeParse(sent, { reportInput: true });
  if (!parsed.success) return withIssues(issuesFromZod(parsed.error, ["runtime"]));
  try {
    const byId = new Map(bundles.map((bundle) => [bundle.id, bundle]));
    return {
      input: parsed.data,
      runtime: resolveRuntime(current, parsed.data, { spec, bundles: byId }),
      issues: [],
      unplaced: [],
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return withIssues(error.issues);
  }
}

const fields = /\.(replicaCount|minReplicaCount|maxReplicaCount|policies.*|resourceBundles.*|cpu|memory)$/;

function withIssues(issues: Issue[]): Checked {
  return { input: null, runtime: null, issues, unplaced: issues.filter(({ path }) => !fields.test(path)) };
}
