import { useRef, useState } from "react";
import { type LogLines, locateMatch, matchNear } from "#lib/client/log-lines";
import { type LogMatches, mostLines } from "#lib/domain/build-log";
import { toProblem } from "#lib/domain/errors";

interface Found extends LogMatches {
  text: string;
}

export interface LogSearch {
  text: string;
  type: (text: string) => void;
  /** Of how many; null while nothing is looked for, or the answer is not there yet. */
  total: number | null;
  /** The match shown, from 0. */
  current: number;
  /** The line of the match shown. */
  line: number | null;
  problem: string | null;
  step: (by: 1 | -1) => void;
}

/** Typing goes on for so long before it is looked for. */
const restMs = 120;

/** Looks through the whole log on the server, and goes from match to match. */
export function useLogSearch(
  log: LogLines,
  { topLine, show }: { topLine: () => number; show: (line: number) => void },
): LogSearch {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [current, setCurrent] = useState(0);
  const [line, setLine] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef("");

  async function goTo(matches: Found, index: number) {
    setCurrent(index);
    const place = await locateMatch(log, matches, matches.text, index);
    if (!place || asked.current !== matches.text) return;
    setLine(place.line);
    show(place.line);
  }
  async function look(wanted: string) {
    try {
      const matches = { ...(await log.search(wanted)), text: wanted };
      if (asked.current !== wanted) return;
      setFound(matches);
      if (matches.total > 0) await goTo(matches, matchNear(matches, topLine()));
    } catch (error) {
      if (asked.current === wanted) setProblem(toProblem(error).detail);
    }
  }
  function type(next: string) {
    setText(next);
    setFound(null);
    setLine(null);
    setProblem(null);
    asked.current = next;
    clearTimeout(waiting.current);
    if (next.trim() !== "") waiting.current = setTimeout(() => void look(next), restMs);
  }
  function step(by: 1 | -1) {
    if (!found || found.total === 0) return;
    void goTo(found, (current + by + found.total) % found.total);
  }
  return { text, type, total: found?.total ?? null, current, line, problem, step };
}

/** Lines to be copied at once, at most. */
export const mostCopied = 4 * mostLines;
