"use client";
import { type ComponentProps, useOptimistic } from "react";
import { writeTag } from "#lib/client/list-url";
import type { TagList as WrittenTags } from "#lib/domain/artifacts";
import { TagEditor } from "./tag-editor";
import { TagList } from "./tag-list";

interface TagFieldProps extends Pick<ComponentProps<typeof TagList>, "tags" | "path"> {
  /** Of the thing that has them. */
  id: string;
  /** Null for who may not change them. */
  save: ComponentProps<typeof TagEditor>["save"] | null;
}

/** The tags of a thing, and the way to change them. What is saved shows at once; what is refused is taken back. */
export function TagField({ id, tags, path, save }: TagFieldProps) {
  const [shown, show] = useOptimistic(tags, (_, written: WrittenTags) =>
    written.map((tag) => ({ ...tag, id: writeTag(tag) })),
  );
  return (
    <>
      <TagList tags={shown} path={path} />
      {save && <TagEditor id={id} tags={tags} save={save} onSaving={show} />}
    </>
  );
}
