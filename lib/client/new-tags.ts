import { createContext, use, useRef, useState } from "react";
import { requireKnownTags, type TagList, tagChange } from "#lib/domain/artifacts";
import { type ActionResult, parseInput, toProblem } from "#lib/domain/errors";

interface NewTags {
  tags: TagList;
  /** Checks them as they will be when they are saved. */
  keep: (change: { tags: TagList; replacing?: TagList }) => Promise<ActionResult<TagList>>;
}

/** The tags of a thing that is not there yet, until they can be saved with it. */
export const KeptTags = createContext<NewTags | null>(null);

export function useNewTags(): NewTags {
  const kept = use(KeptTags);
  if (kept === null) throw new Error("Nothing around keeps new tags");
  return kept;
}

/** What `KeptTags` provides. */
export function useKeptTags(): NewTags {
  const current = useRef<TagList>([]);
  const [tags, setTags] = useState<TagList>([]);
  async function keep(change: { tags: TagList; replacing?: TagList }): Promise<ActionResult<TagList>> {
    try {
      const { tags: next, replacing } = parseInput(tagChange, change);
      requireKnownTags(current.current, replacing);
      current.current = next;
      setTags(next);
      return { ok: true, data: next };
    } catch (error) {
      return { ok: false, problem: toProblem(error) };
    }
  }
  return { tags, keep };
}
