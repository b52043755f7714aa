import { z } from "zod";
import { organizationName } from "./people";

/** Whether an owner may delete a repository with locked artifacts that no workload references (contract, decisions). */
const repositoryDeletion = z.enum(["strict", "unreferenced"]);
export type RepositoryDeletion = z.infer<typeof repositoryDeletion>;

export const organizationRecord = z.object({
  id: z.string(),
  name: z.string(),
  repositoryDeletion,
  maxConcurrentWorkloads: z.int(),
  maxWorkloadReplicas: z.int(),
  createdAt: z.date(),
});
export type OrganizationRecord = z.infer<typeof organizationRecord>;

/** Limits of 0 mean unlimited (contract 1.3). */
export const organizationChange = z.strictObject({
  name: organizationName.optional(),
  repositoryDeletion: repositoryDeletion.optional(),
  maxConcurrentWorkloads: z.int().min(0).max(1_000_000).optional(),
  maxWorkloadReplicas: z.int().min(0).max(1_000_000).optional(),
});
