import { useRef, useState } from "react";
import { type Asking, askLatest } from "#lib/client/ask-latest";
import { type LogLines, locateMatch, numberMatch } from "#lib/client/log-lines";
import { type LogMatch, type LogMatches, mostLines } from "#lib/domain/build-log";
import { toProblem } from "#lib/domain/errors";

interface Counted extends LogMatches {
  text: string;
}

export interface LogSearch {
  text: string;
  type: (text: string) => void;
  /** Of how many; null while nothing is looked for, or they are not counted yet. */
  total: number | null;
  /** The match shown, from 0. */
  current: number;
  /** The line of the match shown. */
  line: number | null;
  problem: string | null;
  step: (by: 1 | -1) => void;
}

/** Typing has rested for so long before all matches are counted: that reads the whole log. */
const restMs = 250;

interface State extends Pick<LogSearch, "current" | "line" | "problem"> {
  counted: Counted | null;
}
const nothingFound: State = { counted: null, current: 0, line: null, problem: null };

/**
 * Looks through the whole log on the server, and goes from match to match. The next match is looked for with each key,
 * one question at a time: its answer is there long before it is known how many there are.
 */
export function useLogSearch(
  log: LogLines,
  { topLine, show }: { topLine: () => number; show: (line: number) => void },
): LogSearch {
  const [text, setText] = useState("");
  const [{ counted, ...state }, setState] = useState(nothingFound);
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef<Asking>({ latest: "", busy: false });
  /** Where one was when one began to type. */
  const origin = useRef(1);

  /** Unless something else is looked for by now. */
  function put(wanted: string, change: Partial<State>) {
    if (asking.current.latest !== wanted) return;
    setState((before) => ({ ...before, ...change }));
    if (change.line) show(change.line);
  }
  const failOf = (wanted: string) => (error: unknown) => put(wanted, { problem: toProblem(error).detail });
  async function count(wanted: string, match: LogMatch) {
    const matches = await log.search(wanted);
    const current = await numberMatch(log, matches, wanted, match);
    put(wanted, { current, counted: { ...matches, text: wanted } });
  }
  async function look(wanted: string): Promise<void> {
    const match = await log.findNext(wanted, origin.current);
    if (!match) return put(wanted, { counted: { total: 0, stretches: [], text: wanted } });
    put(wanted, { line: match.line });
    clearTimeout(resting.current);
    if (asking.current.latest !== wanted) return;
    resting.current = setTimeout(() => void count(wanted, match).catch(failOf(wanted)), restMs);
  }
  function type(next: string) {
    if (text.trim() === "") origin.current = topLine();
    setText(next);
    setState(nothingFound);
    asking.current.latest = next;
    clearTimeout(resting.current);
    void askLatest(asking.current, (wanted) => look(wanted).catch(failOf(wanted)));
  }
  async function step(by: 1 | -1) {
    if (!counted || counted.total === 0) return;
    const current = (state.current + by + counted.total) % counted.total;
    put(counted.text, { current });
    const match = await locateMatch(log, counted, counted.text, current);
    if (match) put(counted.text, { line: match.line });
  }
  return {
    ...{ text, type, ...state, total: counted?.total ?? null },
    step: (by) => void step(by).catch(failOf(text)),
  };
}

/** Lines to be copied at once, at most. */
export const mostCopied = 4 * mostLines;
