import { z } from "zod";
import { artifactStatus } from "./artifacts";
import { role } from "./roles";
import { artifactType, storedSpec } from "./spec";

export const personReference = z.object({ id: z.string(), name: z.string(), email: z.string() });
export type PersonReference = z.infer<typeof personReference>;

export const tag = z.object({ id: z.string(), name: z.string(), value: z.string() });

/** An artifact as lists show it: everything but the spec. `roles` are those of whoever asks. */
export const artifactSummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  type: artifactType,
  status: artifactStatus,
  version: z.int().nullable(),
  revision: z.int(),
  repositoryId: z.string(),
  specDigest: z.string().nullable(),
  parentId: z.string().nullable(),
  creator: personReference,
  tags: z.array(tag),
  createdAt: z.date(),
  updatedAt: z.date(),
  lockedAt: z.date().nullable(),
  lockReason: z.string().nullable(),
  roles: z.array(role),
});
export type ArtifactSummary = z.infer<typeof artifactSummary>;

/** With the spec as the JSON text the database holds: handed on to the wire without being parsed and printed again. */
export const artifactText = artifactSummary.extend({ specText: z.string() });
export type ArtifactText = z.infer<typeof artifactText>;

export const artifactRecord = artifactSummary.extend({ spec: storedSpec });
export type ArtifactRecord = z.infer<typeof artifactRecord>;

export const repositoryRecord = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  type: artifactType,
  lastVersionNumber: z.int(),
  numArtifacts: z.int(),
  numDrafts: z.int(),
  creator: personReference,
  tags: z.array(tag),
  createdAt: z.date(),
  updatedAt: z.date(),
  roles: z.array(role),
});
export type RepositoryRecord = z.infer<typeof repositoryRecord>;
