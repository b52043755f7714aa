import { intlFormatDistance } from "date-fns/intlFormatDistance";

const longAgoMs = 28 * 24 * 60 * 60 * 1000;

/** "4 min ago", "12 Nov", "12 Nov 2025". */
export function relativeTime(date: Date | string, now: Date = new Date()): string {
  const at = new Date(date);
  return now.getTime() - at.getTime() < longAgoMs ? distance(at, now) : calendarDate(at, now);
}

/** In UTC, so that two people read the same. */
export function exactTime(date: Date | string): string {
  return `${new Date(date).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function distance(at: Date, now: Date): string {
  return intlFormatDistance(at, now, { locale: "en", numeric: "auto", style: "short" }).replace(".", "");
}

function calendarDate(at: Date, now: Date): string {
  const year = at.getUTCFullYear() === now.getUTCFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year, timeZone: "UTC" }).format(
    at,
  );
}
