import { z } from "zod";
import { artifactStatus } from "./artifacts";
import { pageQuery, repeated, searchTerm } from "./paging";
import { artifactType } from "./spec";

const shared = pageQuery.extend({
  search: searchTerm,
  createdBy: z.string().max(256).optional(),
  ids: repeated(z.string().max(256)),
  type: artifactType.optional(),
  tagKeys: repeated(z.string().max(128)),
  tagValues: repeated(z.string().max(256)),
});

export const artifactQuery = shared.extend({
  status: artifactStatus.optional(),
  repositoryId: z.string().max(256).optional(),
  orderBy: z
    .enum(["-createdAt", "createdAt", "name", "-name", "updatedAt", "-updatedAt", "status", "-status"])
    .default("-createdAt"),
});
export type ArtifactQuery = z.infer<typeof artifactQuery>;

export const repositoryQuery = shared.extend({
  orderBy: z
    .enum(["-createdAt", "createdAt", "name", "-name", "updatedAt", "-updatedAt"])
    .default("-createdAt"),
});
export type RepositoryQuery = z.infer<typeof repositoryQuery>;

/** Which artifacts are compared, the base first. */
export const comparisonQuery = z.object({
  ids: z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(z.string().max(256)).min(2, "At least two artifacts").max(12, "At most 12 artifacts"),
  ),
  /** With everything that is set in the base, not only what differs. */
  all: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
});
