import { type FormEvent, useState, useTransition } from "react";
import type { ActionResult, Problem } from "#lib/domain/errors";
import { send } from "./send";

interface ActionForm<Data> {
  /** Reads the form and calls the action. */
  act: (form: FormData) => Promise<ActionResult<Data>>;
  onDone?: (data: Data) => void;
  /** The paths that stand at fields of this form; any other issue is shown above them. */
  fields: readonly string[];
}

/** A form around a server action: what it refused stands at the fields, and nothing typed is lost. */
export function useActionForm<Data>({ act, onDone, fields }: ActionForm<Data>) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, startTransition] = useTransition();

  function submit(form: FormData) {
    startTransition(async () => {
      const result = await send(act(form));
      setProblem(result.ok ? null : result.problem);
      if (result.ok) onDone?.(result.data);
    });
  }
  return {
    busy,
    /** What no field shows, for a `ProblemNote`. */
    unplaced: problem && findUnplaced(problem, fields),
    errorAt: (path: string) => problem?.issues.find((issue) => issue.path === path)?.message,
    formProps: {
      // React keeps a form sent before it woke up and sends it through `action`. Later ones take `onSubmit`, because
      // React empties the fields after an `action`, also after a refused one.
      action: submit,
      onSubmit(event: FormEvent<HTMLFormElement>) {
        event.preventDefault();
        if (!busy) submit(new FormData(event.currentTarget));
      },
    },
  };
}

function findUnplaced(problem: Problem, fields: readonly string[]): Problem | null {
  const issues = problem.issues.filter((issue) => !fields.includes(issue.path));
  return problem.issues.length > 0 && issues.length === 0 ? null : { ...problem, issues };
}

/** A text field of a form. */
export function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? "");
}
