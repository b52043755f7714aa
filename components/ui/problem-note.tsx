import { Link } from "#components/ui/link";
import type { Blocker, Problem } from "#lib/domain/errors";
import { Status } from "./status";

/** Where a blocker can be looked at; `undefined` for one without a page. */
export type BlockerLink = (blocker: Blocker) => string | undefined;

interface ProblemNoteProps {
  problem: Problem;
  blockerLink?: BlockerLink;
  /** Off when the fields themselves show their issues. */
  issues?: boolean;
}

/** What a failed action says: read out at once, so render it only when there is a problem. */
export function ProblemNote({ problem, blockerLink, issues = true }: ProblemNoteProps) {
  const shown = issues ? problem.issues : [];
  // The detail of `invalid` repeats its first issue.
  const detail = shown.length > 0 ? null : problem.detail;
  return (
    <div role="alert" className="grid gap-1.5 rounded-md border border-bad bg-bad-soft px-3 py-2.5">
      <Status kind="bad" className="whitespace-normal font-medium">
        {problem.title}
      </Status>
      {detail && <p className="[overflow-wrap:anywhere]">{detail}</p>}
      {shown.length > 0 && (
        <ul className="grid gap-1">
          {shown.map(({ path, message, code }) => (
            <li key={`${path} ${code} ${message}`} className="[overflow-wrap:anywhere]">
              {path && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {problem.blockers.length > 0 && (
        <ul className="grid gap-1">
          {problem.blockers.map((blocker) => (
            <li key={`${blocker.kind} ${blocker.id}`}>
              <BlockerName blocker={blocker} href={blockerLink?.(blocker)} />
            </li>
          ))}
        </ul>
      )}
      {problem.requestId && (
        <p className="text-sm text-ink-2">
          Request <code>{problem.requestId}</code>
        </p>
      )}
    </div>
  );
}

function BlockerName({ blocker, href }: { blocker: Blocker; href: string | undefined }) {
  return (
    <>
      {blocker.kind}{" "}
      {href ? (
        <Link href={href} className="font-medium underline underline-offset-2">
          {blocker.name}
        </Link>
      ) : (
        <b className="font-medium">{blocker.name}</b>
      )}
    </>
  );
}
