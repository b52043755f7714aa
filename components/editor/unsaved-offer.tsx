"use client";
import { Button } from "#components/ui/button";
import { RelativeTime } from "#components/ui/relative-time";
import type { ArtifactDocument } from "./use-artifact-document";

/** What an earlier visit did not save is offered, not put in place: the saved document may be the better one. */
export function UnsavedOffer({
  document: { offered, takeOffered, dropOffered },
}: {
  document: ArtifactDocument;
}) {
  if (!offered) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-warn-soft px-3.5 py-1.5 text-sm"
    >
      <span className="mr-auto">
        You left unsaved text here <RelativeTime date={offered.keptAt} />.
      </span>
      <Button onClick={takeOffered}>Restore it</Button>
      <Button variant="plain" onClick={dropOffered}>
        Discard it
      </Button>
    </div>
  );
}
