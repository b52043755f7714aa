"use client";
import { type CloneAction, CloneDialog } from "#components/artifacts/clone-dialog";
import { LineageView } from "#components/lineage/lineage-view";
import { Queries } from "#components/shell/queries";
import { Button } from "#components/ui/button";

interface RepositoryLineageProps {
  repositoryId: string;
  numDrafts: number;
  clone: CloneAction;
  /** Why the viewer may not add to this repository. */
  refusal: string | null;
}

/** The lineage with its way to clone, which belongs to artifacts. */
export function RepositoryLineage({ repositoryId, numDrafts, clone, refusal }: RepositoryLineageProps) {
  return (
    <Queries>
      <LineageView
        repositoryId={repositoryId}
        numDrafts={numDrafts}
        renderClone={(node) =>
          refusal ? (
            <Button disabledReason={refusal}>Clone…</Button>
          ) : (
            <CloneDialog source={node} clone={clone} trigger={<Button>Clone…</Button>} />
          )
        }
      />
    </Queries>
  );
}
