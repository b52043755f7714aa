"use client";
import { lazy, Suspense } from "react";

// Loaded with the first address that leads nowhere, as the error beside it is.
const RootNotFound = lazy(() =>
  import("#components/shell/root-not-found").then((module) => ({ default: module.RootNotFound })),
);

export default function RootNotFoundPage() {
  return (
    <Suspense>
      <RootNotFound />
    </Suspense>
  );
}
