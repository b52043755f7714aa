const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const longAgo = 4 * week;

/** Made once: making one takes longer than all else that a page of times does, which is why it is not date-fns's own. */
const distances = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const datesOfYears = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "4 min ago", "12 Nov", "12 Nov 2025". */
export function relativeTime(date: Date | string, now: Date = new Date()): string {
  const at = new Date(date);
  if (now.getTime() - at.getTime() < longAgo) return distance(at, now).replace(".", "");
  return (at.getUTCFullYear() === now.getUTCFullYear() ? dates : datesOfYears).format(at);
}

/** In UTC, so that two people read the same. */
export function exactTime(date: Date | string): string {
  return `${new Date(date).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function distance(at: Date, now: Date): string {
  const by = at.getTime() - now.getTime();
  const days = dayOf(at) - dayOf(now);
  if (Math.abs(by) < minute) return distances.format(Math.trunc(by / second), "second");
  if (Math.abs(by) < hour) return distances.format(Math.trunc(by / minute), "minute");
  if (Math.abs(by) < day && days === 0) return distances.format(Math.trunc(by / hour), "hour");
  if (Math.abs(days) < 7) return distances.format(days, "day");
  return distances.format(weekOf(at) - weekOf(now), "week");
}

/** Counted in UTC, as the exact times are told. */
const dayOf = (date: Date) => Math.floor(date.getTime() / day);

/** Weeks begin on a Sunday; the first day that is counted was a Thursday. */
const weekOf = (date: Date) => Math.floor((dayOf(date) + 4) / 7);
