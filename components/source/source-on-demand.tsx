"use client";
import { type ComponentProps, lazy, Suspense } from "react";
import { FilesPlace } from "./files-place";

// Only where source was uploaded: asking for files and drawing them takes a script that an empty tab does without.
const Browser = lazy(() => import("./source-browser").then((module) => ({ default: module.SourceBrowser })));
const Comparison = lazy(() =>
  import("./source-comparison").then((module) => ({ default: module.SourceComparison })),
);

export function SourceBrowser(props: ComponentProps<typeof Browser>) {
  return (
    <Suspense fallback={<FilesPlace title={`Files of version ${props.version.number}`} />}>
      <Browser {...props} />
    </Suspense>
  );
}

export function SourceComparison(props: ComponentProps<typeof Comparison>) {
  return (
    <Suspense fallback={<FilesPlace title={`Version ${props.from.number} → ${props.to.number}`} />}>
      <Comparison {...props} />
    </Suspense>
  );
}
