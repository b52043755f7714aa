/** An object somebody was at lately. */
export interface RecentObject {
  href: string;
  name: string;
  /** "repository", "v14", "draft". */
  label: string;
}

const most = 8;

const keyOf = (personId: string) => `plimsoll:recent:${personId}`;

/** The last first. Kept by this browser only, for each person apart. */
export function listRecent(personId: string): RecentObject[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isRecentObject) : [];
  } catch {
    return [];
  }
}

export function rememberRecent(personId: string, object: RecentObject): void {
  const others = listRecent(personId).filter(({ href }) => href !== object.href);
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify([object, ...others].slice(0, most)));
  } catch {
    // Refused storage: nothing is remembered.
  }
}

function isRecentObject(value: unknown): value is RecentObject {
  if (typeof value !== "object" || value === null) return false;
  return ["href", "name", "label"].every((key) => typeof Reflect.get(value, key) === "string");
}
