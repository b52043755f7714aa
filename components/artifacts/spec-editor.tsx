"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/states";
import type { DocumentMode } from "#lib/client/spec-document";
import type { Issue } from "#lib/domain/errors";

export interface SpecEditorProps {
  /** What the editor opens with; a later change of it is not taken over. */
  initialText: string;
  mode?: DocumentMode;
  /** The name of the field, to screen readers: "Specification of claims-agent". */
  label: string;
  readOnly?: boolean;
  /** What the server said of the text as it is now; shown at its places until the text changes. */
  serverIssues?: readonly Issue[];
  /** The text as it was saved last, `initialText` unless given. Other text is guarded when the page is left. */
  savedText?: string;
  /** Unsaved text is kept in the browser under this key and offered again. */
  storageKey?: string;
  onChange?: (text: string, mode: DocumentMode) => void;
  /** Ctrl-S or ⌘-S. */
  onSave?: (text: string, mode: DocumentMode) => void;
}

/** The editor itself, its parsers and the schema come after the page: they are most of its script. */
const Body = dynamic(() => import("./spec-editor-body").then((module) => module.SpecEditorBody), {
  ssr: false,
  loading: EditorPlace,
});

export function SpecEditor(props: SpecEditorProps) {
  return <Body {...props} />;
}

/** Of the editor's own size, so that nothing moves when it comes. */
function EditorPlace() {
  return (
    <div className="grid gap-3.5 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div role="status" className="rounded-lg border border-line bg-surface">
        <span className="sr-only">Loading the editor</span>
        <div className="h-10 border-b border-line" />
        <div className="grid h-[clamp(320px,62dvh,760px)] content-start gap-3 p-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-2/5" />
        </div>
        <div className="h-[33px] border-t border-line" />
      </div>
      <div className="h-[130px] rounded-lg border border-line bg-surface" />
    </div>
  );
}
