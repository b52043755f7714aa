"use client";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { Panel } from "#components/ui/panel";
import { Queries } from "#components/ui/queries";
import { textOf } from "#lib/client/document-history";
import type { DocumentPath } from "#lib/client/document-places";
import { listTreeNodes } from "#lib/client/document-tree";
import { usePageActions } from "#lib/client/page-actions";
import { useCommandKey, useUndoKeys } from "#lib/client/shortcuts";
import type { TextProblem } from "#lib/client/spec-document";
import type { TextEditor } from "#lib/client/text-editor";
import { formatPath, parsePath } from "#lib/domain/errors";
import { type ArtifactEditorProps, editorColumns } from "./artifact-editor-props";
import { DocumentPane } from "./document-pane";
import { DraftChanged } from "./draft-changed";
import { type EditedDocument, EditedDocumentProvider } from "./edited-document";
import { FormPanel } from "./form-panel";
import { MergePanel } from "./merge-panel";
import { isTextView, type PaneView } from "./pane-views";
import { ProblemList, problemCount } from "./problem-list";
import { SaveBar } from "./save-bar";
import { StructurePanel } from "./structure-panel";
import { UnsavedOffer } from "./unsaved-offer";
import { useArtifactDocument } from "./use-artifact-document";
import { useImageAnswers } from "./use-image-answers";
import { usePlace } from "./use-place";
import { useProblems } from "./use-problems";
import { useSaving } from "./use-saving";
import { useStructure } from "./use-structure";

/** One document in many views: its structure, a form, its problems, its texts, and what saving it would change. */
export function ArtifactEditorBody(props: ArtifactEditorProps) {
  return (
    <Queries>
      <Editor {...props} />
    </Queries>
  );
}

function Editor(props: ArtifactEditorProps) {
  const document = useArtifactDocument(props.initialText, props.storageKey);
  const { history, value, readable, edit } = document;
  const saving = useSaving(props, document);
  const [view, setView] = useState<PaneView>("yaml");
  const mode = isTextView(view) ? view : "yaml";
  const later = useDeferredValue(history);
  // What is typed into a text is there at once; what is typed into the form shows in the texts a moment later.
  const shown = history.place?.view === "form" ? later : history;
  const text = textOf(shown, mode);
  const images = useImageAnswers(value);
  const problems = useProblems(text, mode, shown.burst !== null, saving.issues, images);
  const nodes = listTreeNodes(value, problems);
  const place = usePlace(nodes, view, text);
  const edited: EditedDocument = { value, problems, images, editable: readable, edit, reveal: place.reveal };
  const actions = useStructure(edited, place.selected, place.select);
  const editor = useRef<Pick<TextEditor, "goTo">>(null);
  const steps = {
    undo: () => showStep(history.past.at(-1)?.place.path, document.undo),
    redo: () => showStep(history.future[0]?.place.path, document.redo),
  };
  useEditorKeys(steps, saving);
  useMenusAhead();

  /** What is undone or done again comes into view. */
  function showStep(path: DocumentPath | undefined, take: () => void) {
    take();
    if (path) place.select(path);
  }

  function goTo(problem: TextProblem) {
    if (problem.path !== "" && readable) return place.reveal(parsePath(problem.path));
    if (!isTextView(view)) setView(mode);
    editor.current?.goTo(problem);
  }
  return (
    <EditedDocumentProvider value={edited}>
      <div className="grid gap-3.5">
        <UnsavedOffer document={document} />
        {props.exportAs.artifact && <DraftChanged artifactId={props.exportAs.artifact.id} saving={saving} />}
        {saving.merge && (
          <div ref={bringIntoSight}>
            <MergePanel
              merge={saving.merge}
              onMerge={(edits) => {
                edit(edits);
                saving.acceptMerge();
              }}
            />
          </div>
        )}
        {saving.note && <div ref={bringIntoSight}>{saving.note}</div>}
        <div className={editorColumns}>
          <div className="grid min-w-0 gap-3.5 lg:sticky lg:top-3.5">
            <StructurePanel nodes={nodes} selected={place.selected} select={place.select} actions={actions} />
            <Panel title="Problems" note={<span role="status">{problemCount(problems)}</span>} padded={false}>
              <ProblemList problems={problems} text={text} onGo={goTo} />
            </Panel>
          </div>
          <FormPanel
            form={place.form}
            node={nodes.find(({ path }) => formatPath(path) === formatPath(place.selected))}
            document={{ ...document, ...steps }}
            onFocus={place.onFormFocus}
            tags={props.tags}
          />
          <DocumentPane
            view={view}
            onView={setView}
            label={props.label}
            history={shown}
            onText={document.type}
            base={saving.base}
            exportAs={props.exportAs}
            problems={problems}
            place={place.shown}
            onCursor={place.onCursor}
            editor={editor}
          />
        </div>
        <SaveBar document={document} saving={saving} saveLabel={props.saveLabel}>
          {props.children}
        </SaveBar>
      </div>
    </EditedDocumentProvider>
  );
}

function useEditorKeys(
  { undo, redo }: { undo: () => void; redo: () => void },
  { reviewing, ask, confirm }: ReturnType<typeof useSaving>,
) {
  // The browser must never offer to save the page instead.
  useCommandKey("s", reviewing ? confirm : ask);
  useUndoKeys(undo, redo);
  usePageActions([
    { label: "Save", keys: ["Ctrl", "S"], run: ask },
    { label: "Undo", keys: ["Ctrl", "Z"], run: undo },
    { label: "Redo", keys: ["Ctrl", "Shift", "Z"], run: redo },
  ]);
}

const signsOfLife = ["pointermove", "pointerdown", "keydown"] as const;

/** Menus come once somebody is there, before one is opened: none of them is missing when the connection is. */
function useMenusAhead() {
  // The network, and the window's events.
  useEffect(() => {
    const load = () => void import("#components/ui/menu-content").catch(() => undefined);
    const heard = new AbortController();
    for (const sign of signsOfLife) window.addEventListener(sign, load, { once: true, signal: heard.signal });
    return () => heard.abort();
  }, []);
}

/** The button may be pressed far below. */
function bringIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
