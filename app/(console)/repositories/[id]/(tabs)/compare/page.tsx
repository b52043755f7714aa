import type { Metadata } from "next";
import { ComparisonPicker } from "#components/compare/comparison-picker";
import { EmptyState } from "#components/ui/states";
import { artifactQuery } from "#lib/domain/lists";
import { listArtifacts } from "#lib/operations/artifacts";
import { load } from "#lib/web/page";

export const metadata: Metadata = { title: "Compare" };

/** As many as one page of a list holds; the search beside a comparison finds the others. */
const most = 100;

export default async function RepositoryComparePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const query = artifactQuery.parse({ repositoryId: id, limit: most });
  const { items, totalCount } = await load(listArtifacts, query);
  if (items.length < 2) {
    return (
      <EmptyState title="There is nothing to compare yet">
        A comparison needs two versions or drafts: clone one, change it, and come back.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="mb-3.5 text-ink-2">
        Choose two to twelve; the oldest of them is what the others are compared with.
        {totalCount > most && ` These are the newest ${most} of ${totalCount}.`}
      </p>
      <ComparisonPicker
        artifacts={items.map(({ id: artifactId, name, status, version, lockedAt, updatedAt }) => ({
          id: artifactId,
          name,
          status,
          version,
          when: lockedAt ?? updatedAt,
        }))}
      />
    </>
  );
}
