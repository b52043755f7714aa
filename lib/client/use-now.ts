import { useEffect, useState } from "react";

const tickMs = 500;

/** The time, while it matters; afterwards the last. */
export function useNow(runs: boolean, first: Date): Date {
  const [now, setNow] = useState(first);
  // The clock is outside React.
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setNow(new Date()), tickMs);
    return () => clearInterval(timer);
  }, [runs]);
  return now;
}
