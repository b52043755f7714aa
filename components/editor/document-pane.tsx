"use client";
import type { ReactNode, RefObject } from "react";
import { cn } from "#lib/client/class-names";
import { type DocumentHistory, isReadable, textOf } from "#lib/client/document-history";
import type { TextRange } from "#lib/client/document-places";
import { type DocumentMode, documentModes, type TextProblem } from "#lib/client/spec-document";
import type { TextEditor } from "#lib/client/text-editor";
import { editorHeight } from "./artifact-editor-props";
import { ExportPane } from "./export-pane";
import { TextPane } from "./text-pane";

export const paneViews = ["yaml", "json", "curl", "terraform", "diff"] as const;
export type PaneView = (typeof paneViews)[number];

const viewNames: Record<PaneView, string> = {
  yaml: "YAML",
  json: "JSON",
  curl: "curl",
  terraform: "Terraform",
  diff: "Diff",
};

export function isTextView(view: PaneView): view is DocumentMode {
  return documentModes.some((mode) => mode === view);
}

interface DocumentPaneProps {
  view: PaneView;
  onView: (view: PaneView) => void;
  label: string;
  history: DocumentHistory;
  problems: readonly TextProblem[];
  place: TextRange | null;
  /** What differs from the saved draft; null for a new artifact. */
  diff: { count: number; content: ReactNode } | null;
  exported: Record<"curl" | "terraform", () => string>;
  onText: (mode: DocumentMode, text: string) => void;
  onCursor: (mode: DocumentMode, offset: number) => void;
  editor: RefObject<TextEditor | null>;
}

/** The whole document beside its form: as text in either notation, as code for other tools, and what it changes. */
export function DocumentPane(props: DocumentPaneProps) {
  const { view, onView, diff, history, exported } = props;
  const views = paneViews.filter((one) => one !== "diff" || diff !== null);
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
        <ViewSwitch view={view} views={views} onView={onView} changes={diff?.count ?? 0} />
      </header>
      {isTextView(view) && <TextView {...props} view={view} />}
      {(view === "curl" || view === "terraform") && (
        <ExportPane
          name={viewNames[view]}
          text={isReadable(history) ? exported[view]() : null}
        />
      )}
      {view === "diff" && <div className="min-h-0 grow overflow-auto p-3.5">{diff?.content}</div>}
    </section>
  );
}

function TextView({ view, ...props }: DocumentPaneProps & { view: DocumentMode }) {
  const { history, label, problems, place, onText, onCursor, editor } = props;
  const behind = !isReadable(history) && history.mode !== view;
  return (
    <>
      {behind && (
        <p role="status" className="border-b border-line bg-warn-soft px-3.5 py-1.5 text-sm">
          The {viewNames[history.mode]} cannot be read now; this is how it was before.
        </p>
      )}
      <TextPane
        key={view}
        text={textOf(history, view)}
        mode={view}
        label={label}
        problems={problems}
        place={place}
        onText={(text) => onText(view, text)}
        onCursor={(offset) => onCursor(view, offset)}
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
