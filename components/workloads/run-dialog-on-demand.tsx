"use client";
import { type ComponentProps, lazy, Suspense } from "react";

// Open because the URL says so: its script comes with it, not with every artifact.
const Loaded = lazy(() => import("./run-dialog").then((module) => ({ default: module.RunDialog })));

export function RunDialog(props: ComponentProps<typeof Loaded>) {
  return (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  );
}
