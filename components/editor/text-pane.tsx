"use client";
import { type RefObject, useEffect, useEffectEvent, useId, useRef } from "react";
import { Kbd } from "#components/ui/kbd";
import type { TextRange } from "#lib/client/document-places";
import type { DocumentMode, TextProblem } from "#lib/client/spec-document";
import { createTextEditor, type TextEditor } from "#lib/client/text-editor";

interface TextPaneProps {
  text: string;
  mode: DocumentMode;
  label: string;
  problems: readonly TextProblem[];
  /** What another view is at. */
  place: TextRange | null;
  onText: (text: string) => void;
  onCursor: (offset: number) => void;
  /** For who sends the cursor somewhere. */
  editor: RefObject<TextEditor | null>;
}

/** The document as text. One for each notation: make it anew (`key`) for another. */
export function TextPane({ text, mode, label, problems, place, onText, onCursor, editor }: TextPaneProps) {
  const hintId = useId();
  const parent = useRef<HTMLDivElement>(null);
  const onTextNow = useEffectEvent(onText);
  const onCursorNow = useEffectEvent(onCursor);
  const create = useEffectEvent((element: HTMLElement) =>
    createTextEditor({
      parent: element,
      text,
      mode,
      label,
      describedBy: hintId,
      onText: onTextNow,
      onCursor: onCursorNow,
    }),
  );
  // CodeMirror owns everything below the element.
  useEffect(() => {
    if (!parent.current) return;
    const made = create(parent.current);
    editor.current = made;
    return () => {
      made.destroy();
      editor.current = null;
    };
  }, [editor]);
  // The text, its marks and the shown place are drawn by CodeMirror, which is outside React.
  useEffect(() => editor.current?.setText(text), [editor, text]);
  useEffect(() => editor.current?.showProblems(problems), [editor, problems]);
  useEffect(() => editor.current?.showPlace(place), [editor, place]);
  return (
    <>
      <div ref={parent} className="min-h-0 grow" />
      <p id={hintId} className="min-h-8 border-t border-line px-3.5 py-1 text-sm text-ink-3">
        <Kbd>Tab</Kbd> indents; <Kbd>Esc</Kbd> then <Kbd>Tab</Kbd> leaves. <Kbd>Ctrl Space</Kbd> suggests.
      </p>
    </>
  );
}
