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

/** Of one height whatever is in it, so that nothing below moves. */
export const editorFrame =
  "flex h-[clamp(400px,72dvh,860px)] min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface";
