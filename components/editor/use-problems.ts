"use client";
import { useEffect, useMemo, useState } from "react";
import { findDocumentImageWarnings, type ImageAnswers } from "#lib/client/document-images";
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

interface Looked {
  text: string;
  mode: DocumentMode;
}

/**
 * Everything wrong with a document: found when typing pauses, and at once after anything else, for a step may move
 * what a problem is about. What the server said stands with it as long as the text is the one it spoke of.
 */
export function useProblems(
  text: string,
  mode: DocumentMode,
  isTyping: boolean,
  serverIssues: readonly Issue[],
  images: ImageAnswers,
): readonly TextProblem[] {
  const [looked, setLooked] = useState<Looked>({ text, mode });
  const [answer, setAnswer] = useState({ issues: serverIssues, text });
  if (answer.issues !== serverIssues) setAnswer({ issues: serverIssues, text });
  const isNew = looked.text !== text || looked.mode !== mode;
  if (isNew && !isTyping) setLooked({ text, mode });
  // A clock: a keystroke takes back the look that the one before has asked for.
  useEffect(() => {
    if (!isNew) return;
    const timer = setTimeout(() => setLooked({ text, mode }), typingPauseMs);
    return () => clearTimeout(timer);
  }, [isNew, text, mode]);
  return useMemo(() => {
    const document = readDocument(looked.text, looked.mode);
    const told = placeIssues(document, findDocumentImageWarnings(document.value, images), "warning");
    const own = sortProblems([...problemsOf(looked.text, looked.mode), ...told]);
    if (answer.text !== looked.text) return own;
    return withAnswer(own, placeIssues(document, answer.issues, "error"));
  }, [looked, answer, images]);
}

function withAnswer(own: TextProblem[], said: TextProblem[]): TextProblem[] {
  const known = new Set(own.map(({ path, message }) => `${path} ${message}`));
  return sortProblems([...own, ...said.filter(({ path, message }) => !known.has(`${path} ${message}`))]);
}
