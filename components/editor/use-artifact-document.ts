"use client";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { DocumentEdit } from "#lib/client/document-edits";
import {
  applyEdits,
  type DocumentHistory,
  isReadable,
  redo,
  replaceAll,
  startHistory,
  typeText,
  undo,
} from "#lib/client/document-history";
import type { DocumentMode } from "#lib/client/spec-document";
import {
  forgetUnsaved,
  keepUnsaved,
  listUnsaved,
  makeKeeperKey,
  type UnsavedDocument,
} from "#lib/client/unsaved-document";

/** One document and everything that can be done to its text; every view of it shows the same state. */
export interface ArtifactDocument {
  history: DocumentHistory;
  value: unknown;
  readable: boolean;
  /** Differs from what was saved last. */
  dirty: boolean;
  /** Always the same function: what is shown a moment later keeps it. */
  type: (mode: DocumentMode, text: string) => void;
  edit: (edits: readonly DocumentEdit[], burst?: string) => void;
  replace: (text: string, mode: DocumentMode) => void;
  undo: () => void;
  redo: () => void;
  /** What is in the editor now is saved. */
  markSaved: () => void;
  /** Text of an earlier visit that was not saved. */
  offered: UnsavedDocument | null;
  takeOffered: () => void;
  dropOffered: () => void;
}

type Step =
  | { do: "type"; mode: DocumentMode; text: string; at: number }
  | { do: "edit"; edits: readonly DocumentEdit[]; burst: string | undefined; at: number }
  | { do: "replace"; text: string; mode: DocumentMode }
  | { do: "undo" | "redo" };

function takeStep(history: DocumentHistory, step: Step): DocumentHistory {
  switch (step.do) {
    case "type":
      return typeText(history, step.mode, step.text, step.at);
    case "edit":
      return applyEdits(history, step.edits, step.burst, step.at);
    case "replace":
      return replaceAll(history, step.text, step.mode);
    case "undo":
      return undo(history);
    case "redo":
      return redo(history);
  }
}

const startYaml = (text: string) => startHistory(text, "yaml");

export function useArtifactDocument(initialText: string, storageKey: string): ArtifactDocument {
  const [history, dispatch] = useReducer(takeStep, initialText, startYaml);
  const [savedText, setSavedText] = useState(initialText);
  const unsaved = useUnsaved(storageKey, initialText, history, savedText);
  const type = useCallback(
    (mode: DocumentMode, text: string) => dispatch({ do: "type", mode, text, at: Date.now() }),
    [],
  );
  return {
    history,
    value: history.value,
    readable: isReadable(history),
    dirty: unsaved.dirty,
    type,
    edit: (edits, burst) => dispatch({ do: "edit", edits, burst, at: Date.now() }),
    replace: (text, mode) => dispatch({ do: "replace", text, mode }),
    undo: () => dispatch({ do: "undo" }),
    redo: () => dispatch({ do: "redo" }),
    markSaved: () => setSavedText(history.texts.yaml),
    offered: unsaved.offered?.unsaved ?? null,
    takeOffered: () => {
      if (!unsaved.offered) return;
      const { yaml, unreadable } = unsaved.offered.unsaved;
      dispatch({ do: "replace", text: yaml, mode: "yaml" });
      if (unreadable) dispatch({ do: "type", ...unreadable, at: Date.now() });
      unsaved.drop();
    },
    dropOffered: unsaved.drop,
  };
}

/** Keeps what is not saved in this browser, guards the page with it, and finds what an earlier visit left. */
function useUnsaved(storageKey: string, initialText: string, history: DocumentHistory, savedText: string) {
  const [keeperKey] = useState(() => makeKeeperKey(storageKey));
  const [offered, setOffered] = useState(() => {
    const found = listUnsaved(storageKey).find(
      ({ unsaved }) => unsaved.unreadable !== null || unsaved.yaml !== initialText,
    );
    return found ?? null;
  });
  const { yaml, unreadable } = history.texts;
  const dirty = yaml !== savedText || unreadable !== null;
  const kept = useRef(false);
  // The browser's storage, and its own question on leaving.
  useEffect(() => {
    if (!dirty) {
      if (kept.current) forgetUnsaved(keeperKey);
      kept.current = false;
      return;
    }
    kept.current = true;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty, keeperKey]);
  // The same storage, at every change: whatever ends the page, the last keystroke is there.
  useEffect(() => {
    if (dirty) keepUnsaved(storageKey, keeperKey, { yaml, unreadable });
  }, [dirty, yaml, unreadable, storageKey, keeperKey]);

  function drop() {
    if (offered) forgetUnsaved(offered.key);
    setOffered(null);
  }
  return { dirty, offered, drop };
}
