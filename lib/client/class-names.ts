import { type ClassValue, clsx } from "clsx";
import { createTailwindMerge } from "tailwind-merge";

const any = () => true;
/** Not of one side alone, such as `gap-x-2` and `border-b`. */
const isWhole = (value: string) => !/^[xytrbl](-|$)/.test(value);
const sizes = ["xs", "sm", "base", "lg", "xl", (value: string) => /^\[[\d.]/.test(value)];

/**
 * What our components say twice. The library's own list of everything Tailwind knows is 7 kB on every page; a test holds
 * this one against it for every look of `components/ui` and what is given to it.
 */
const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups: {
    display: ["block", "inline-block", "flex", "inline-flex", "grid", "hidden"],
    size: [{ size: [any] }],
    width: [{ w: [any] }],
    height: [{ h: [any] }],
    maxWidth: [{ "max-w": [any] }],
    minWidth: [{ "min-w": [any] }],
    maxHeight: [{ "max-h": [any] }],
    minHeight: [{ "min-h": [any] }],
    margin: [{ m: [any] }],
    marginTop: [{ mt: [any] }],
    padding: [{ p: [any] }],
    paddingX: [{ px: [any] }],
    paddingY: [{ py: [any] }],
    paddingLeft: [{ pl: [any] }],
    paddingRight: [{ pr: [any] }],
    gap: [{ gap: [isWhole] }],
    gapX: [{ "gap-x": [any] }],
    gapY: [{ "gap-y": [any] }],
    align: [{ items: [any] }],
    justify: [{ justify: ["start", "center", "end", "between"] }],
    whitespace: [{ whitespace: [any] }],
    fontSize: [{ text: sizes }],
    color: [{ text: [any] }],
    background: [{ bg: [any] }],
    weight: [{ font: ["normal", "medium", "semibold"] }],
    borderColor: [{ border: [(value: string) => isWhole(value) && !/^\d/.test(value)] }],
    radius: [{ rounded: [isWhole] }],
  },
  conflictingClassGroups: {
    size: ["width", "height"],
    margin: ["marginTop"],
    padding: ["paddingX", "paddingY", "paddingLeft", "paddingRight"],
    paddingX: ["paddingLeft", "paddingRight"],
    gap: ["gapX", "gapY"],
  },
  conflictingClassGroupModifiers: {},
  orderSensitiveModifiers: [],
}));

/** Class names joined; of two that say the same thing differently, the later wins. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
