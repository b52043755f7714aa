"use client";
import { useEffect, useState } from "react";
import {
  type DocumentMode,
  placeIssues,
  problemsOf,
  readDocument,
  sortProblems,
  type TextProblem,
} from "#lib/client/spec-document";
import type { Issue } from "#lib/domain/errors";

const typingPauseMs = 120;

/**
 * Everything wrong with a text, found when typing pauses. What the server said stands with it as long as the text is
 * the one it spoke of.
 */
export function useProblems(
  text: string,
  mode: DocumentMode,
  serverIssues: readonly Issue[],
): readonly TextProblem[] {
  const [found, setFound] = useState(() => problemsOf(text, mode));
  const [answer, setAnswer] = useState({ issues: serverIssues, text });
  if (answer.issues !== serverIssues) setAnswer({ issues: serverIssues, text });
  // A clock: a keystroke takes back the look that the one before has asked for.
  useEffect(() => {
    const timer = setTimeout(() => {
      const own = problemsOf(text, mode);
      const said = answer.text === text ? placeIssues(readDocument(text, mode), answer.issues, "error") : [];
      setFound(withAnswer(own, said));
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, mode, answer]);
  return found;
}

function withAnswer(own: TextProblem[], said: TextProblem[]): TextProblem[] {
  const known = new Set(own.map(({ path, message }) => `${path} ${message}`));
  return sortProblems([...own, ...said.filter(({ path, message }) => !known.has(`${path} ${message}`))]);
}
