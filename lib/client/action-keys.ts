import type { OfferedAction } from "./page-actions";

type Match = { action: OfferedAction } | "begun" | null;

/**
 * What the keys pressed one after another mean: an action, the beginning of one, or nothing. The page's own win over
 * those that are everywhere, and of the page's the last that came.
 */
export function matchKeys(actions: readonly OfferedAction[], pressed: readonly string[]): Match {
  const possible = actions.filter(
    ({ keys, href, run }) => (href ?? run) !== undefined && keys !== undefined && startsWith(keys, pressed),
  );
  const whole = possible.filter(({ keys }) => keys?.length === pressed.length);
  const action = whole.findLast(({ scope }) => scope === "page") ?? whole.at(-1);
  if (action) return { action };
  return possible.length > 0 ? "begun" : null;
}

function startsWith(keys: readonly string[], pressed: readonly string[]): boolean {
  return pressed.every((key, index) => keys[index] === key);
}
