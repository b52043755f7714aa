"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { LinkButton } from "#components/ui/button";
import type { DraftVersion } from "#lib/client/draft-version";
import { notifyDone } from "#lib/client/notify";
import { artifactHref } from "#lib/client/registry-view";
import type { ActionResult } from "#lib/domain/errors";
import { ArtifactEditor } from "./artifact-editor";

export type SaveArtifact = (input: {
  id: string;
  document: unknown;
  revision?: number;
}) => Promise<ActionResult<{ id: string; name: string }>>;

interface EditArtifactProps {
  id: string;
  /** The draft as it was read, which a save must still find. */
  draft: DraftVersion;
  /** The same as the document people write. */
  initialText: string;
  save: SaveArtifact;
  tags: ReactNode;
  /** The hint at the keys of the page. */
  keys: ReactNode;
}

export function EditArtifact({ id, draft, initialText, save, tags, keys }: EditArtifactProps) {
  const router = useRouter();
  // What was opened stays, also when the page around it is read again.
  const [opened] = useState({ draft, initialText });
  return (
    <ArtifactEditor
      initialText={opened.initialText}
      saved={opened.draft}
      label={`Document of ${draft.name}`}
      storageKey={`artifact:${id}`}
      saveLabel="Save"
      save={(document, revision) => save({ id, document, ...(revision !== null && { revision }) })}
      onSaved={({ name }) => {
        router.push(artifactHref(id));
        notifyDone(`Saved ${name}`);
      }}
      tags={tags}
      exportAs={{ artifact: { id, revision: opened.draft.revision } }}
    >
      <span className="mr-auto">{keys}</span>
      <LinkButton variant="plain" href={artifactHref(id)}>
        Cancel
      </LinkButton>
    </ArtifactEditor>
  );
}
