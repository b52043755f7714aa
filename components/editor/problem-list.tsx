"use client";
import { StatusIcon } from "#components/ui/status";
import type { TextProblem } from "#lib/client/spec-document";
import { lineOf } from "#lib/client/text-lines";

interface ProblemListProps {
  problems: readonly TextProblem[];
  /** For the line numbers. */
  text: string;
  onGo: (problem: TextProblem) => void;
}

const plural = new Intl.PluralRules("en");
const words = {
  error: { one: "error", other: "errors" },
  warning: { one: "warning", other: "warnings" },
};

function counted(count: number, of: keyof typeof words): string[] {
  return count === 0 ? [] : [`${count} ${words[of][plural.select(count) === "one" ? "one" : "other"]}`];
}

/** "1 error, 2 warnings", or that there are none. */
export function problemCount(problems: readonly TextProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return (
    [...counted(errors, "error"), ...counted(problems.length - errors, "warning")].join(", ") || "no problems"
  );
}

export function ProblemList({ problems, text, onGo }: ProblemListProps) {
  if (problems.length === 0) return <p className="px-3.5 py-3 text-sm text-ink-3">Nothing is wrong here.</p>;
  return (
    <ol className="max-h-[clamp(200px,40dvh,520px)] overflow-y-auto p-1.5">
      {problems.map((problem) => (
        <li key={`${problem.from} ${problem.path} ${problem.code} ${problem.message}`}>
          <button
            type="button"
            onClick={() => onGo(problem)}
            className="flex w-full gap-2 rounded-md px-2 py-1.5 text-left text-sm hover:bg-sunken"
          >
            <StatusIcon kind={problem.severity === "error" ? "bad" : "warn"} className="mt-0.5" />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="sr-only">{problem.severity === "error" ? "Error" : "Warning"}: </span>
              {problem.where || "Document"}{" "}
              <span className="text-ink-3">line {lineOf(text, problem.from)}</span>
              <span className="block text-ink-2">{problem.message}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
