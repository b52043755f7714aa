const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const longAgo = 4 * week;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/**
 * "4 min ago", "12 Nov", "12 Nov 2025". Not by Intl: a page waits 46 ms for its tables, and the server's are of another
 * edition than the browser's.
 */
export function relativeTime(moment: Date | string, now: Date = new Date()): string {
  const at = new Date(moment);
  if (now.getTime() - at.getTime() < longAgo) return distance(at, now);
  const date = `${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
  return at.getUTCFullYear() === now.getUTCFullYear() ? date : `${date} ${at.getUTCFullYear()}`;
}

/** In UTC, so that two people read the same. */
export function exactTime(date: Date | string): string {
  return `${new Date(date).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function distance(at: Date, now: Date): string {
  const by = at.getTime() - now.getTime();
  const days = dayOf(at) - dayOf(now);
  if (Math.abs(by) < minute)
    return by > -second && by < second ? "now" : sayUnit(Math.trunc(by / second), "sec");
  if (Math.abs(by) < hour) return sayUnit(Math.trunc(by / minute), "min");
  if (Math.abs(by) < day && days === 0) return sayUnit(Math.trunc(by / hour), "hr");
  if (Math.abs(days) < 7) return nearDays[days] ?? sayUnit(days, "days");
  const weeks = weekOf(at) - weekOf(now);
  return nearWeeks[weeks] ?? sayUnit(weeks, "wk");
}

const nearDays: Readonly<Record<number, string>> = { [-1]: "yesterday", 0: "today", 1: "tomorrow" };
const nearWeeks: Readonly<Record<number, string>> = { [-1]: "last wk", 0: "this wk", 1: "next wk" };

const sayUnit = (by: number, unit: string) => (by < 0 ? `${-by} ${unit} ago` : `in ${by} ${unit}`);

/** Counted in UTC, as the exact times are told. */
const dayOf = (date: Date) => Math.floor(date.getTime() / day);

/** Weeks begin on a Sunday; the first day that is counted was a Thursday. */
const weekOf = (date: Date) => Math.floor((dayOf(date) + 4) / 7);
