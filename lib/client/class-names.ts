import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Names of our theme that tailwind-merge cannot guess: without them `h-control` and `h-8` would both stay.
const merge = extendTailwindMerge({ extend: { theme: { spacing: ["control", "row", "row-tall"] } } });

/** Class names joined; of two that say the same thing differently, the later wins. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
