import { AddArtifact } from "#components/compare/add-artifact";
import { TopBar } from "#components/shell/top-bar";
import { Button } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { EmptyState } from "#components/ui/states";
import { versionLabel } from "#lib/client/registry-view";
import { getArtifact } from "#lib/operations/artifacts";
import { load } from "#lib/web/page";

/** What a comparison of fewer than two artifacts says: how to get to one. */
export async function ComparisonStart({ id }: { id: string | undefined }) {
  const first = id === undefined ? null : await load(getArtifact, { id });
  return (
    <>
      <TopBar crumbs={[{ label: "Artifacts", href: "/artifacts" }, { label: "Compare" }]} />
      <PageHeader title="Compare" meta={first && `${first.name} ${versionLabel(first)}`} />
      <EmptyState
        title={first ? "With which other artifact?" : "Which artifacts?"}
        actions={
          <AddArtifact
            ids={id === undefined ? [] : [id]}
            trigger={<Button variant="go">{first ? "Choose the other…" : "Choose the first…"}</Button>}
          />
        }
      >
        Two to twelve versions or drafts, of one repository or several, field by field: containers, variables
        and probes are paired by name, so that what only moved is no change.
      </EmptyState>
    </>
  );
}
