import { ProblemNote } from "#components/ui/problem-note";
import { objectHref } from "#lib/client/registry-view";
import type { Problem } from "#lib/domain/errors";

/** Why a save did not happen. Whatever it was, the text stays. */
export function Refusal({ problem }: { problem: Problem }) {
  if (problem.code === "unauthenticated") return <SignedOut />;
  if (problem.code !== "invalid") return <ProblemNote problem={problem} blockerLink={objectHref} />;
  return <NotRight count={problem.issues.length} />;
}

export function NotRight({ count }: { count: number }) {
  return (
    <p role="alert" className="rounded-md border border-bad bg-bad-soft px-3 py-2.5">
      Not saved: {count === 1 ? "one thing is not right. It is" : `${count} things are not right. Each is`}{" "}
      marked at its place.
    </p>
  );
}

export function Unreadable() {
  return (
    <p role="alert" className="rounded-md border border-bad bg-bad-soft px-3 py-2.5">
      Not saved: the document cannot be read. The list of problems says where.
    </p>
  );
}

function SignedOut() {
  return (
    <div role="alert" className="rounded-md border border-warn bg-warn-soft px-3 py-2.5">
      Not saved: you are signed out. Your text stays here.{" "}
      <a
        href="/sign-in"
        target="_blank"
        rel="noreferrer"
        className="font-medium underline underline-offset-2"
      >
        Sign in in a new tab
      </a>
      , come back and save again.
    </div>
  );
}
