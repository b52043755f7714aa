"use client";
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { createTextEditor, TextEditor, TextHold } from "#lib/client/text-editor";
import type { TextPaneProps } from "./text-pane";

interface CodeTextProps extends TextPaneProps {
  describedBy: string;
  create: typeof createTextEditor;
  hold: TextHold | null;
}

/** The text in its editor. */
export function CodeText({ editor, problems, place, ...props }: CodeTextProps) {
  const { text, mode, label, describedBy, hold, onText, onCursor } = props;
  const parent = useRef<HTMLDivElement>(null);
  const made = useRef<TextEditor>(null);
  const onTextNow = useEffectEvent(onText);
  const onCursorNow = useEffectEvent(onCursor);
  const create = useEffectEvent((element: HTMLElement) =>
    props.create({
      parent: element,
      text,
      hold,
      mode,
      label,
      describedBy,
      onText: (next) => onTextNow(next),
      onCursor: (offset) => onCursorNow(offset),
    }),
  );
  // CodeMirror owns everything below the element. Before anything else happens: it may take over from a focused field.
  useLayoutEffect(() => {
    if (!parent.current) return;
    const here = create(parent.current);
    made.current = here;
    editor.current = here;
    return () => {
      here.destroy();
      made.current = null;
      editor.current = null;
    };
  }, [editor]);
  // The text, its marks and the shown place are drawn by CodeMirror, which is outside React.
  useEffect(() => made.current?.setText(text), [text]);
  useEffect(() => made.current?.showProblems(problems), [problems]);
  useEffect(() => made.current?.showPlace(place), [place]);
  return <div ref={parent} className="min-h-0 grow" />;
}
