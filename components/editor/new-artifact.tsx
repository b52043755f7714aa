"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef } from "react";
import { LinkButton } from "#components/ui/button";
import { useNewTags } from "#lib/client/new-tags";
import { notifyDone } from "#lib/client/notify";
import { artifactHref } from "#lib/client/registry-view";
import type { TagList } from "#lib/domain/artifacts";
import type { ActionResult } from "#lib/domain/errors";
import { ArtifactEditor } from "./artifact-editor";
import type { SavedArtifact } from "./artifact-editor-props";

/** An attempt with a key and document that were sent before gets the answer of that one. */
type CreateArtifact = (attempt: {
  key: string;
  input: unknown;
}) => Promise<ActionResult<{ id: string; name: string }>>;

type SaveTags = (input: { id: string; tags: TagList }) => Promise<ActionResult<unknown>>;

interface NewArtifactProps {
  initialText: string;
  /** Where it goes unless the document names another. */
  repositoryId: string | undefined;
  create: CreateArtifact;
  /** Saves the tags that `tagField` kept. */
  saveTags: SaveTags;
  tagField: ReactNode;
  cancelHref: string;
  /** The hint at the keys of the page. */
  keys: ReactNode;
}

export function NewArtifact(props: NewArtifactProps) {
  const { initialText, repositoryId, create, saveTags, tagField, cancelHref, keys } = props;
  const router = useRouter();
  const attempt = useRef({ text: "", key: "" });
  const { tags } = useNewTags();
  function send(document: unknown) {
    const text = JSON.stringify(document);
    if (text !== attempt.current.text) attempt.current = { text, key: makeKey() };
    return create({ key: attempt.current.key, input: document });
  }
  /** What fails after the artifact was made is tried again with it: a second attempt finds the one that is there. */
  async function save(document: unknown): Promise<ActionResult<SavedArtifact>> {
    const made = await send(withRepository(document, repositoryId));
    if (!made.ok || tags.length === 0) return made;
    const tagged = await saveTags({ id: made.data.id, tags });
    return tagged.ok ? made : tagged;
  }
  return (
    <ArtifactEditor
      initialText={initialText}
      saved={null}
      label="New artifact"
      storageKey={`new-artifact:${repositoryId ?? ""}`}
      saveLabel="Save draft"
      save={save}
      onSaved={({ id, name }) => {
        router.push(artifactHref(id));
        notifyDone(`Saved ${name} as a draft`);
      }}
      exportAs={{ artifact: null, repositoryId }}
      tags={tagField}
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

/** `crypto.randomUUID` is missing where the page comes over plain HTTP from another machine. */
function makeKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}
