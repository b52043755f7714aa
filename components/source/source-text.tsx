"use client";
import { useEffect, useRef } from "react";
import { createSourceViewer } from "#lib/client/source-viewer";

interface SourceTextProps {
  path: string;
  text: string;
  /** What it was before, to show what changed. */
  before?: string | undefined;
}

/** A file to read, highlighted. */
export function SourceText({ path, text, before }: SourceTextProps) {
  const parent = useRef<HTMLDivElement>(null);
  // CodeMirror owns everything below the element.
  useEffect(
    () =>
      parent.current
        ? createSourceViewer({ parent: parent.current, path, text, before, label: path })
        : undefined,
    [path, text, before],
  );
  return <div ref={parent} className="max-h-[70vh] min-h-40 overflow-auto" />;
}
