import { z } from "zod";
import { documentModes } from "./spec-document";

const unsavedText = z.object({ text: z.string(), mode: z.enum(documentModes), keptAt: z.string() });
export type UnsavedText = z.infer<typeof unsavedText>;

const prefix = "plimsoll:unsaved:";

/** The text somebody typed and did not save, in this browser; null when there is none or storage is refused. */
export function findUnsavedText(key: string): UnsavedText | null {
  try {
    return unsavedText.parse(JSON.parse(localStorage.getItem(prefix + key) ?? "null"));
  } catch {
    return null;
  }
}

export function keepUnsavedText(key: string, unsaved: Omit<UnsavedText, "keptAt">): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify({ ...unsaved, keptAt: new Date().toISOString() }));
  } catch {
    // Full or refused storage: the guard on leaving the page is left.
  }
}

export function forgetUnsavedText(key: string): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // Refused storage holds nothing to forget.
  }
}
