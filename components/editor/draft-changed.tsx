"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Status } from "#components/ui/status";
import { useLiveChanges } from "#lib/client/live-changes";
import type { Saving } from "./use-saving";

interface DraftChangedProps {
  artifactId: string;
  saving: Saving;
}

/** Said as soon as somebody else has saved or locked the draft, long before one's own save would meet it. */
export function DraftChanged({ artifactId, saving: { base, busy, merge, confirm } }: DraftChangedProps) {
  const [news, setNews] = useState<{ verb: string; revision: number } | null>(null);
  useLiveChanges(artifactId, (change) => {
    if (change?.revision != null && !busy) setNews({ verb: change.verb, revision: change.revision });
  });
  if (!news || !base || merge || news.revision <= base.revision) return null;
  return (
    <div
      role="status"
      className="flex min-h-11 flex-wrap items-center gap-2 rounded-lg border border-warn bg-warn-soft px-3.5 py-1.5"
    >
      {news.verb === "artifact.lock" ? (
        <Status kind="warn" className="whitespace-normal">
          This draft was locked meanwhile and takes no more changes. Your text stays here to be copied.
        </Status>
      ) : (
        <>
          <Status kind="warn" className="mr-auto whitespace-normal">
            Somebody else saved this draft meanwhile. Your text is still yours.
          </Status>
          <Button busy={busy} onClick={confirm}>
            Look at both
          </Button>
        </>
      )}
    </div>
  );
}
