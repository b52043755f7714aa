"use client";
import { lazy, Suspense } from "react";
import { CopyText } from "#components/ui/copy-text";
import { shortDigest } from "#lib/client/registry-view";
import type { ImagePin } from "#lib/domain/image-facts";
import { ownDigest, pinnedImage } from "#lib/domain/image-reference";

// Asked after the page, with the script that it takes: a registry may be slow.
const TagNow = lazy(() => import("./tag-now").then((module) => ({ default: module.TagNow })));

interface PinnedImageProps {
  artifactId: string;
  pin: Pick<ImagePin, "containerGroup" | "container" | "image" | "digest" | "problem">;
}

/** Which content a container of a locked artifact runs, where its reference does not say so itself. */
export function PinnedImage({ artifactId, pin }: PinnedImageProps) {
  const { image, digest, problem } = pin;
  if (ownDigest(image) !== null) return null;
  if (digest === null)
    return (
      <p className="text-sm text-ink-2">
        Which content this was could not be said when it was locked: {problem}
      </p>
    );
  return (
    <div className="text-sm text-ink-2">
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        Locked to
        <CopyText text={pinnedImage(image, digest)} shown={shortDigest(digest)} label="image by its digest" />
      </p>
      <Suspense>
        <TagNow artifactId={artifactId} {...pin} />
      </Suspense>
    </div>
  );
}
