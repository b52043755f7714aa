import type { ComponentProps } from "react";
import { TagEditor } from "./tag-editor";
import { TagList } from "./tag-list";

interface TagFieldProps extends Pick<ComponentProps<typeof TagList>, "tags" | "path"> {
  /** Of the thing that has them. */
  id: string;
  /** Null for who may not change them. */
  save: ComponentProps<typeof TagEditor>["save"] | null;
}

/** The tags of a thing, and the way to change them. */
export function TagField({ id, tags, path, save }: TagFieldProps) {
  return (
    <>
      <TagList tags={tags} path={path} />
      {save && <TagEditor id={id} tags={tags} save={save} />}
    </>
  );
}
