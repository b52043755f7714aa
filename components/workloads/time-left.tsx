"use client";
import { useEffect, useState } from "react";
import { cn } from "#lib/client/class-names";
import { exactTime } from "#lib/client/time-words";
import { isNearlyOver, timeLeftWords } from "#lib/client/workload-words";

const tickMs = 20_000;

/** How long the workload of a draft has to live, counted down. */
export function TimeLeft({ expiresAt }: { expiresAt: Date }) {
  const [now, setNow] = useState(() => new Date());
  // The clock is outside React.
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return (
    // Server and browser may make it in different minutes; either is right.
    <time
      dateTime={expiresAt.toISOString()}
      title={`Ends ${exactTime(expiresAt)}`}
      suppressHydrationWarning
      className={cn("whitespace-nowrap", isNearlyOver(expiresAt, now) && "text-warn")}
    >
      {timeLeftWords(expiresAt, now)}
    </time>
  );
}
