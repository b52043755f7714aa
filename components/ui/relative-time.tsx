"use client";
import { exactTime, relativeTime } from "#lib/client/time-words";

interface RelativeTimeProps {
  date: Date | string;
  /** For tests. */
  now?: Date;
}

/** The time in words; the exact time is the element's title. */
export function RelativeTime({ date, now }: RelativeTimeProps) {
  return (
    // The words depend on the second they are made in; server and browser may differ, and either is right.
    <time
      dateTime={new Date(date).toISOString()}
      title={exactTime(date)}
      suppressHydrationWarning
      className="whitespace-nowrap"
    >
      {relativeTime(date, now)}
    </time>
  );
}
