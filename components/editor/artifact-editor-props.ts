import type { ReactNode } from "react";
import type { DraftVersion } from "#lib/client/draft-version";
import type { ActionResult } from "#lib/domain/errors";

/** What a save answers. */
export interface SavedArtifact {
  id: string;
  name: string;
}

export interface ArtifactEditorProps {
  /** What the editor opens with, as YAML; a later change of it is not taken over. */
  initialText: string;
  /** The draft as it was read, which a save must still find; null for a new artifact. */
  saved: DraftVersion | null;
  /** The name of the document, to screen readers. */
  label: string;
  /** Unsaved text is kept in the browser under this key and offered again. */
  storageKey: string;
  saveLabel: string;
  /** `revision` is the one the document was based on; null for a new artifact. */
  save: (document: unknown, revision: number | null) => Promise<ActionResult<SavedArtifact>>;
  onSaved: (saved: SavedArtifact) => void;
  /** The document as a request and as code for other tools; see `export-curl` and `export-terraform`. */
  exportAs: ExportTarget;
  /** The tags and how to change them: they are no part of the document, and may change when it is locked too. */
  tags?: ReactNode;
  /** At the foot: the way out, and the keys of the page. */
  children?: ReactNode;
}

/** Where the document would be sent by a script. */
export interface ExportTarget {
  /** Of an existing draft; null where the request makes a new one. */
  artifact: { id: string; revision: number } | null;
  repositoryId?: string | undefined;
}

/** Of one height whatever is in it, so that nothing below moves. */
export const editorHeight = "h-[clamp(400px,72dvh,860px)]";
export const editorColumns =
  "grid items-start gap-3.5 lg:grid-cols-[minmax(200px,230px)_minmax(0,1.35fr)_minmax(0,1fr)]";
