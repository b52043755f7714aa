import { z } from "zod";
import { documentModes } from "./spec-document";

/** The document as YAML and, while a text cannot be read, that text: the YAML does not have what was typed there. */
const unsavedDocument = z.object({
  yaml: z.string(),
  unreadable: z.object({ mode: z.enum(documentModes), text: z.string() }).nullable(),
  keptAt: z.string(),
});
export type UnsavedDocument = z.infer<typeof unsavedDocument>;

const prefix = "plimsoll:unsaved:";
const mostKept = 5;

/** Each editor keeps under a key of its own, so that two tabs with one document do not overwrite each other. */
export function makeKeeperKey(documentKey: string): string {
  const tail = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
  return `${prefix}${documentKey}#${tail}`;
}

/** What was typed into a document and not saved in this browser, the newest first; none where storage is refused. */
export function listUnsaved(documentKey: string): { key: string; unsaved: UnsavedDocument }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(`${prefix}${documentKey}#`))
      .flatMap((key) => {
        const { data } = unsavedDocument.safeParse(readJson(localStorage.getItem(key)));
        return data ? [{ key, unsaved: data }] : [];
      })
      .toSorted((a, b) => b.unsaved.keptAt.localeCompare(a.unsaved.keptAt));
  } catch {
    return [];
  }
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

export function keepUnsaved(
  documentKey: string,
  keeperKey: string,
  unsaved: Omit<UnsavedDocument, "keptAt">,
): void {
  try {
    const isFirst = localStorage.getItem(keeperKey) === null;
    localStorage.setItem(keeperKey, JSON.stringify({ ...unsaved, keptAt: new Date().toISOString() }));
    // Not at every key: it reads all that is kept.
    if (!isFirst) return;
    for (const { key } of listUnsaved(documentKey).slice(mostKept)) localStorage.removeItem(key);
  } catch {
    // Full or refused storage: the guard on leaving the page is left.
  }
}

export function forgetUnsaved(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Refused storage holds nothing to forget.
  }
}
