"use client";
import { Plus } from "lucide-react";
import { lazy, type ReactElement, Suspense, useState } from "react";
import { Dialog } from "#components/ui/dialog";
import { mostCompared } from "#lib/client/comparison-view";

// The search and what it draws with come when somebody looks for something.
const ArtifactSearch = lazy(() =>
  import("./artifact-search").then((module) => ({ default: module.ArtifactSearch })),
);

interface AddArtifactProps {
  /** What is compared already. */
  ids: readonly string[];
  all?: boolean;
  trigger?: ReactElement;
}

/** One more artifact beside those that are compared. */
export function AddArtifact({ ids, all = false, trigger }: AddArtifactProps) {
  const [open, setOpen] = useState(false);
  if (ids.length >= mostCompared) return <span className="text-sm text-ink-3">at most {mostCompared}</span>;
  return (
    <Dialog
      title="Compare with another artifact"
      description="Everything you may see, in any repository."
      open={open}
      onOpenChange={setOpen}
      trigger={
        trigger ?? (
          <button
            type="button"
            className="inline-flex h-[26px] items-center gap-1.5 whitespace-nowrap rounded-full border border-line bg-surface px-[9px] text-[12.5px] text-ink-2 hover:text-ink [&_svg]:size-3"
          >
            <Plus aria-hidden /> add, up to {mostCompared}
          </button>
        )
      }
    >
      <Suspense fallback={<p role="status">Loading…</p>}>
        <ArtifactSearch ids={ids} all={all} onChosen={() => setOpen(false)} />
      </Suspense>
    </Dialog>
  );
}
