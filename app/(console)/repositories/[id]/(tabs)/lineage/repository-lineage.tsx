"use client";
import { type CloneAction, CloneDialog } from "#components/artifacts/clone-dialog";
import { LineageView } from "#components/lineage/lineage-view";
import { Button } from "#components/ui/button";
import type { LiveWorkload } from "#lib/domain/lineage";
import type { LineageArtifact } from "#lib/domain/lineage-artifacts";

interface RepositoryLineageProps {
  artifacts: readonly LineageArtifact[];
  live: readonly LiveWorkload[];
  clone: CloneAction;
  /** Why the viewer may not add to this repository. */
  refusal: string | null;
}

/** The lineage with its way to clone, which belongs to artifacts. */
export function RepositoryLineage({ artifacts, live, clone, refusal }: RepositoryLineageProps) {
  return (
    <LineageView
      artifacts={artifacts}
      live={live}
      renderClone={(node) =>
        refusal ? (
          <Button disabledReason={refusal}>Clone…</Button>
        ) : (
          <CloneDialog source={node} clone={clone} trigger={<Button>Clone…</Button>} />
        )
      }
    />
  );
}
