"use client";
import { type ComponentProps, lazy, Suspense } from "react";

// Loaded with the first error: with the links and buttons in it it would be 5 kB on every page.
const ConsoleError = lazy(() =>
  import("#components/shell/console-error").then((module) => ({ default: module.ConsoleError })),
);

export default function ConsoleErrorPage(props: ComponentProps<typeof ConsoleError>) {
  return (
    <Suspense>
      <ConsoleError {...props} />
    </Suspense>
  );
}
