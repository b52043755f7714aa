import { intlFormatDistance } from "date-fns/intlFormatDistance";

interface RelativeTimeProps {
  date: Date | string;
  /** For tests. */
  now?: Date;
}

const longAgoMs = 28 * 24 * 60 * 60 * 1000;

function distance(at: Date, now: Date): string {
  return intlFormatDistance(at, now, { locale: "en", numeric: "auto", style: "short" }).replace(".", "");
}

function calendarDate(at: Date, now: Date): string {
  const year = at.getUTCFullYear() === now.getUTCFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year, timeZone: "UTC" }).format(
    at,
  );
}

/** "4 min ago", "12 Nov", "12 Nov 2025"; the exact time, in UTC so that two people read the same, is the element's title. */
export function RelativeTime({ date, now = new Date() }: RelativeTimeProps) {
  const at = new Date(date);
  const text = now.getTime() - at.getTime() < longAgoMs ? distance(at, now) : calendarDate(at, now);
  const exact = `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return (
    // The words depend on the second they are made in; server and browser may differ, and either is right.
    <time dateTime={at.toISOString()} title={exact} suppressHydrationWarning className="whitespace-nowrap">
      {text}
    </time>
  );
}
