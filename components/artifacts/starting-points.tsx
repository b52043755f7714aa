import { ArrowRight } from "lucide-react";
import { Link } from "#components/ui/link";
import { artifactTemplates } from "#lib/domain/templates";

interface StartingPointsProps {
  /** The repository that the new artifact goes to; without one it makes its own. */
  repositoryId?: string | undefined;
  /** Off where the page says it already. */
  introduction?: boolean;
}

const ownDocument = {
  id: "empty",
  title: "An empty document",
  summary: "Write it in the form or as YAML or JSON.",
};

/** Where a first artifact starts from: documents that are valid as they stand. */
export function StartingPoints({ repositoryId, introduction = true }: StartingPointsProps) {
  return (
    <section aria-label="Starting points" className="max-w-3xl rounded-lg border border-line bg-surface">
      {introduction && (
        <div className="border-b border-line px-3.5 py-5">
          <h2>Nothing is registered yet, or nothing is shared with you</h2>
          <p className="mt-1 max-w-[68ch] text-ink-2">
            An artifact is one container specification. Write it as a draft, lock it as version 1 when it is
            right, and clone it for the next. Start from one of these:
          </p>
        </div>
      )}
      {!introduction && (
        <h2 className="flex min-h-[39px] items-center border-b border-line px-3.5">A template</h2>
      )}
      <ul>
        {[...artifactTemplates, ownDocument].map(({ id, title, summary }) => (
          <li key={id} className="border-t border-line first:border-t-0">
            <Link
              href={{
                pathname: "/artifacts/new",
                query: { template: id, ...(repositoryId && { repository: repositoryId }) },
              }}
              className="flex items-center gap-3 px-3.5 py-2.5 hover:bg-sunken"
            >
              <span className="min-w-0 grow">
                <span className="block font-medium">{title}</span>
                <span className="block text-sm text-ink-3">{summary}</span>
              </span>
              <ArrowRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
