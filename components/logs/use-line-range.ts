import { useEffect, useEffectEvent, useState } from "react";
import { formatLineHash, type LineRange, parseLineHash, rangeTo } from "#lib/client/log-range";

interface PointedLines {
  range: LineRange | null;
  /** Points at a line, or with `extend` at all from the one pointed at first. */
  point: (line: number, extend?: boolean) => void;
  clear: () => void;
}

/**
 * The lines that the URL points at. `show` brings the first of them into view when the URL has named others. A log that
 * the URL is not about (`inAddress`) only remembers them.
 */
export function useLineRange(show: (line: number) => void, inAddress: boolean): PointedLines {
  const [range, setRange] = useState<LineRange | null>(null);
  const [anchor, setAnchor] = useState(0);
  const read = useEffectEvent(() => {
    const named = parseLineHash(window.location.hash);
    setRange(named);
    if (!named) return;
    setAnchor(named.from);
    show(named.from);
  });
  // The part of the URL after # never reaches the server, and changes without React.
  useEffect(() => {
    if (!inAddress) return;
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [inAddress]);
  function put(next: LineRange | null) {
    setRange(next);
    if (!inAddress) return;
    const { pathname, search } = window.location;
    window.history.replaceState(null, "", next ? formatLineHash(next) : pathname + search);
  }
  return {
    range,
    point: (line, extend = false) => {
      if (!extend || !range) setAnchor(line);
      put(extend && range ? rangeTo(anchor, line) : { from: line, to: line });
    },
    clear: () => put(null),
  };
}
