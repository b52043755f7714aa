"use client";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { LinkButton } from "#components/ui/button";
import { notifyDone } from "#lib/client/notify";
import { artifactHref } from "#lib/client/registry-view";
import type { ActionResult } from "#lib/domain/errors";
import { ArtifactEditor } from "./artifact-editor";

interface NewArtifactProps {
  initialText: string;
  /** Where it goes unless the document names another. */
  repositoryId: string | undefined;
  create: (document: unknown) => Promise<ActionResult<{ id: string; name: string }>>;
  cancelHref: string;
  /** The hint at the keys of the page. */
  keys: ReactNode;
}

export function NewArtifact({ initialText, repositoryId, create, cancelHref, keys }: NewArtifactProps) {
  const router = useRouter();
  return (
    <ArtifactEditor
      initialText={initialText}
      saved={null}
      label="New artifact"
      storageKey={`new-artifact:${repositoryId ?? ""}`}
      saveLabel="Save draft"
      save={(document) => create(withRepository(document, repositoryId))}
      onSaved={({ id, name }) => {
        router.push(artifactHref(id));
        notifyDone(`Saved ${name} as a draft`);
      }}
      exportAs={{ artifact: null, repositoryId }}
    >
      <span className="mr-auto">{keys}</span>
      <LinkButton variant="plain" href={cancelHref}>
        Cancel
      </LinkButton>
    </ArtifactEditor>
  );
}

function withRepository(document: unknown, artifactRepositoryId: string | undefined): unknown {
  if (typeof document !== "object" || document === null || artifactRepositoryId === undefined)
    return document;
  return { artifactRepositoryId, ...document };
}
