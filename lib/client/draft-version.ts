import type { z } from "zod";
import { compactDocument } from "#lib/domain/compact";
import { artifactRecord } from "#lib/domain/records";
import { writeDocument } from "./spec-document";

/** What of a draft people write, at one revision. */
export const draftVersion = artifactRecord.pick({
  name: true,
  description: true,
  type: true,
  spec: true,
  revision: true,
});
export type DraftVersion = z.infer<typeof draftVersion>;

/** A draft as the document people write. */
export function draftText(draft: DraftVersion): string {
  return writeDocument(compactDocument(draft), "yaml");
}
