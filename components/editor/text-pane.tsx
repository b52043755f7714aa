"use client";
import type { RefObject } from "react";
import { Kbd } from "#components/ui/kbd";
import type { TextRange } from "#lib/client/document-places";
import type { DocumentMode, TextProblem } from "#lib/client/spec-document";
import type { TextEditor } from "#lib/client/text-editor";
import { CodeText } from "./code-text";
import { PlainText } from "./plain-text";
import { useTextEditor } from "./use-text-editor";

export interface TextPaneProps {
  text: string;
  mode: DocumentMode;
  label: string;
  problems: readonly TextProblem[];
  /** What another view is at. */
  place: TextRange | null;
  onText: (text: string) => void;
  onCursor: (offset: number) => void;
  /** For who sends the cursor somewhere. */
  editor: RefObject<Pick<TextEditor, "goTo"> | null>;
}

/**
 * The document as text. One for each notation: make it anew (`key`) for another. Its editor is a third of all script of
 * the page, so it comes when somebody turns to the text; until then, and without a connection, the text is plain.
 */
export function TextPane(props: TextPaneProps) {
  const { create, hold, plain, prepare } = useTextEditor();
  const hintId = `${props.mode}-keys`;
  return (
    <>
      {create ? (
        <CodeText {...props} describedBy={hintId} create={create} hold={hold} />
      ) : (
        <PlainText {...props} describedBy={hintId} ref={plain} onIntent={prepare} />
      )}
      <p id={hintId} className="min-h-8 border-t border-line px-3.5 py-1 text-sm text-ink-3">
        <Kbd>Tab</Kbd> indents; <Kbd>Esc</Kbd> then <Kbd>Tab</Kbd> leaves. <Kbd>Ctrl Space</Kbd> suggests.
      </p>
    </>
  );
}
