"use client";
import { type ComponentProps, lazy, Suspense } from "react";

// Loaded with the first error, as the one of the console is.
const RootError = lazy(() =>
  import("#components/shell/root-error").then((module) => ({ default: module.RootError })),
);

export default function RootErrorPage(props: ComponentProps<typeof RootError>) {
  return (
    <Suspense>
      <RootError {...props} />
    </Suspense>
  );
}
