"use client";
import { memo, type RefObject } from "react";
import { cn } from "#lib/client/class-names";
import { type DocumentHistory, isBehind, isReadable, textOf } from "#lib/client/document-history";
import type { TextRange } from "#lib/client/document-places";
import type { DocumentMode, TextProblem } from "#lib/client/spec-document";
import type { TextEditor } from "#lib/client/text-editor";
import { type ExportTarget, editorHeight } from "./artifact-editor-props";
import { DraftDiff, useDraftDiff } from "./draft-diff";
import { ExportPane } from "./export-pane";
import { isTextView, type PaneView, paneViews, viewNames } from "./pane-views";
import { TextPane } from "./text-pane";
import type { Saving } from "./use-saving";

interface DocumentPaneProps {
  view: PaneView;
  onView: (view: PaneView) => void;
  label: string;
  history: DocumentHistory;
  onText: (mode: DocumentMode, text: string) => void;
  base: Saving["base"];
  exportAs: ExportTarget;
  problems: readonly TextProblem[];
  /** What another view is at. */
  place: TextRange | null;
  onCursor: (mode: DocumentMode, text: string, offset: number) => void;
  editor: RefObject<Pick<TextEditor, "goTo"> | null>;
}

/**
 * The whole document beside its form: as text in either notation, as code for other tools, and what it changes. Drawn
 * anew for other props only: a key in the form is answered first.
 */
export const DocumentPane = memo(function DocumentPane(props: DocumentPaneProps) {
  const { view, onView, history, base, exportAs } = props;
  const diff = useDraftDiff(base, history.value);
  const views = paneViews.filter((one) => one !== "diff" || base !== null);
  return (
    <section
      aria-label="Document"
      className={cn(
        editorHeight,
        "flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface focus-within:border-ring lg:sticky lg:top-3.5",
      )}
    >
      <header className="flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-3.5 py-1">
        <h2>Document</h2>
        <ViewSwitch view={view} views={views} onView={onView} changes={diff?.changes.length ?? 0} />
      </header>
      {isTextView(view) && <TextView {...props} view={view} />}
      {(view === "curl" || view === "terraform") && (
        <ExportPane format={view} value={history.value} readable={isReadable(history)} target={exportAs} />
      )}
      {view === "diff" && (
        <div className="min-h-0 grow overflow-auto p-3.5">
          <DraftDiff comparison={diff} />
        </div>
      )}
    </section>
  );
});

function TextView({ view, ...props }: DocumentPaneProps & { view: DocumentMode }) {
  const { history, label, problems, place, onText, onCursor, editor } = props;
  const text = textOf(history, view);
  return (
    <>
      {isBehind(history, view) && (
        <p role="status" className="border-b border-line bg-warn-soft px-3.5 py-1.5 text-sm">
          The {viewNames[history.mode]} cannot be read now; this is how it was before.
        </p>
      )}
      <TextPane
        key={view}
        text={text}
        mode={view}
        label={label}
        problems={problems}
        place={place}
        onText={(next) => onText(view, next)}
        onCursor={(offset) => onCursor(view, text, offset)}
        editor={editor}
      />
    </>
  );
}

interface ViewSwitchProps {
  view: PaneView;
  views: readonly PaneView[];
  onView: (view: PaneView) => void;
  changes: number;
}

function ViewSwitch({ view, views, onView, changes }: ViewSwitchProps) {
  return (
    <fieldset className="ml-auto flex flex-wrap items-center">
      <legend className="sr-only">View of the document</legend>
      {views.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === view}
          onClick={() => onView(one)}
          className="h-7 rounded-md px-2 text-sm text-ink-3 hover:text-ink aria-pressed:font-medium aria-pressed:text-ink"
        >
          {viewNames[one]}
          {one === "diff" && changes > 0 && ` ${changes}`}
        </button>
      ))}
    </fieldset>
  );
}
