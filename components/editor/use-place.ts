"use client";
import { type FocusEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DocumentPath } from "#lib/client/document-places";
import { ownerOf, type TreeNode } from "#lib/client/document-tree";
import { type DocumentMode, readDocument } from "#lib/client/spec-document";
import { formatPath, parsePath } from "#lib/domain/errors";
import { isTextView, type PaneView } from "./pane-views";

const firstContainer: DocumentPath = ["spec", "containerGroups", 0, "containers", 0];

interface Place {
  path: DocumentPath;
  /** The view the person is in; the others follow. */
  from: "form" | DocumentMode;
}

/** Where in the document one is, the same in every view: the selected part, the focused field, the cursor. */
export function usePlace(nodes: readonly TreeNode[], view: PaneView, text: string) {
  const [place, setPlace] = useState<Place>({ path: firstContainer, from: "yaml" });
  const [asked, setAsked] = useState<{ path: DocumentPath } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // The focus is the browser's; the field may have come with this very render.
  useEffect(() => {
    if (asked && form.current) focusField(form.current, asked.path);
  }, [asked]);
  const shown = useMemo(
    () =>
      isTextView(view) && place.from !== view && place.path.length > 0
        ? readDocument(text, view).rangeOfPath(place.path)
        : null,
    [place, view, text],
  );
  const onCursor = useCallback(
    (mode: DocumentMode, textThere: string, offset: number) =>
      setPlace({ path: readDocument(textThere, mode).placeAt(offset).path, from: mode }),
    [],
  );
  return {
    form,
    selected: ownerOf(nodes, place.path)?.path ?? [],
    /** What a text view marks. */
    shown,
    select: (path: DocumentPath) => setPlace({ path, from: "form" }),
    reveal(path: DocumentPath) {
      setPlace({ path, from: "form" });
      setAsked({ path });
    },
    onFormFocus({ target }: FocusEvent) {
      const name = target.closest("[data-path]")?.getAttribute("data-path");
      if (name) setPlace({ path: parsePath(name), from: "form" });
    },
    /** Always the same function. */
    onCursor,
  };
}

/** The control of a field, or of the nearest thing around it that has one. */
function focusField(form: HTMLElement, path: DocumentPath): void {
  const fields = [...form.querySelectorAll<HTMLElement>("[data-path]")];
  for (let length = path.length; length > 0; length -= 1) {
    const name = formatPath(path.slice(0, length));
    const field = fields.find((one) => one.dataset.path === name);
    if (!field) continue;
    const folded = field.closest("details");
    if (folded) folded.open = true;
    field.focus({ preventScroll: true });
    // What is wrong is typed over.
    if (field instanceof HTMLInputElement) field.select();
    field.scrollIntoView({ block: "center" });
    return;
  }
}
