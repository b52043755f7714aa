"use client";
import type { ReactNode } from "react";
import { writeTag } from "#lib/client/list-url";
import { KeptTags, useKeptTags, useNewTags } from "#lib/client/new-tags";
import { TagField } from "./tag-field";

/** Keeps the tags of what is made below, whatever of it is shown at the moment. */
export function KeepNewTags({ children }: { children: ReactNode }) {
  return <KeptTags value={useKeptTags()}>{children}</KeptTags>;
}

/** The tags of a thing that is not there yet; `path` is the list of such things. */
export function NewTagField({ path }: { path: string }) {
  const { tags, keep } = useNewTags();
  const shown = tags.map((tag) => ({ ...tag, id: writeTag(tag) }));
  return <TagField id="new" tags={shown} path={path} save={keep} />;
}
