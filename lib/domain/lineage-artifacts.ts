import { z } from "zod";
import { artifactStatus } from "./artifacts";

/** An artifact as its repository's lineage knows it: what it is and where it comes from, not what it says. */
export const lineageArtifact = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: artifactStatus,
  version: z.int().nullable(),
  /** What it was cloned from, where that is in the lineage too. */
  parentId: z.string().nullable(),
  /** It was cloned from something that is deleted or that whoever asks does not see. */
  parentUnseen: z.boolean(),
  specDigest: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lockedAt: z.iso.datetime().nullable(),
  lockReason: z.string().nullable(),
  creatorName: z.string(),
});
export type LineageArtifact = z.infer<typeof lineageArtifact>;
