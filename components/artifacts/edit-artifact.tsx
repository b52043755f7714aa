"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { LinkButton } from "#components/ui/button";
import type { DraftVersion } from "#lib/client/draft-conflict";
import { notifyDone } from "#lib/client/notify";
import { artifactHref } from "#lib/client/registry-view";
import type { ActionResult } from "#lib/domain/errors";
import { DocumentForm, type Refused } from "./document-form";
import { StaleNote } from "./stale-note";

export type SaveArtifact = (input: {
  id: string;
  document: unknown;
  revision: number;
}) => Promise<ActionResult<{ name: string }>>;

interface EditArtifactProps {
  id: string;
  /** The draft as it was read, which a save must still find. */
  draft: DraftVersion;
  /** The same as the document people write. */
  initialText: string;
  save: SaveArtifact;
  /** The hint at the keys of the page. */
  keys: ReactNode;
}

export function EditArtifact({ id, draft, initialText, save, keys }: EditArtifactProps) {
  const router = useRouter();
  const base = useRef(draft);
  const [opened, setOpened] = useState({ text: initialText, revision: draft.revision });

  async function explainStale({ problem, document, retry }: Refused) {
    if (problem.code !== "stale") return null;
    const comparison = await import("#lib/client/draft-conflict").catch(() => null);
    if (!comparison) return null;
    const { compareDrafts, draftText } = comparison;
    const conflict = compareDrafts(base.current, problem.current, document);
    if (!conflict) return null;
    const { theirs } = conflict;
    return (
      <StaleNote
        conflict={conflict}
        onKeepMine={() => {
          base.current = theirs;
          retry();
        }}
        onTakeTheirs={() => {
          base.current = theirs;
          setOpened({ text: draftText(theirs), revision: theirs.revision });
        }}
      />
    );
  }
  return (
    // A new editor for their text; it finds mine, unsaved, and offers it.
    <DocumentForm
      key={opened.revision}
      initialText={opened.text}
      label={`Document of ${draft.name}`}
      storageKey={`plimsoll:artifact:${id}`}
      saveLabel="Save"
      save={(document) => save({ id, document, revision: base.current.revision })}
      onSaved={({ name }) => {
        router.push(artifactHref(id));
        void notifyDone(`Saved ${name}`);
      }}
      onRefused={explainStale}
    >
      <span className="mr-auto">{keys}</span>
      <LinkButton variant="plain" href={artifactHref(id)}>
        Cancel
      </LinkButton>
    </DocumentForm>
  );
}
