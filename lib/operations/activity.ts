import { z } from "zod";
import { auditEntry } from "#lib/domain/audit";
import { listAuditEntries } from "#lib/store/audit";
import { artifactWith, organizationAdministrator, repositoryWith, workloadWith } from "./access";
import { defineOperation } from "./operation";

export const activityPage = z.object({
  /** Only entries older than this sequence; an endless list continues with its last one. */
  before: z
    .string()
    .regex(/^\d{1,18}$/, "A sequence number")
    .optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
});
const entries = z.array(auditEntry);

export const listArtifactActivity = defineOperation({
  name: "artifacts.listActivity",
  kind: "read",
  input: activityPage.extend({ id: z.string() }),
  output: entries,
  access: artifactWith("inspect"),
  run: ({ db }, { before, limit }, { actor, artifact }) =>
    listAuditEntries(db, actor.organizationId, { objectId: artifact.id, before, limit }),
});

export const listRepositoryActivity = defineOperation({
  name: "repositories.listActivity",
  kind: "read",
  input: activityPage.extend({ id: z.string() }),
  output: entries,
  access: repositoryWith("inspect"),
  run: ({ db }, { before, limit }, { actor, repository }) =>
    listAuditEntries(db, actor.organizationId, { repositoryId: repository.id, before, limit }),
});

export const listWorkloadActivity = defineOperation({
  name: "workloads.listActivity",
  kind: "read",
  input: activityPage.extend({ id: z.string() }),
  output: entries,
  access: workloadWith("inspect"),
  run: ({ db }, { before, limit }, { actor, workload }) =>
    listAuditEntries(db, actor.organizationId, { objectId: workload.id, before, limit }),
});

export const listAudit = defineOperation({
  name: "audit.list",
  kind: "read",
  input: activityPage.extend({
    actorId: z.string().max(256).optional(),
    objectId: z.string().max(256).optional(),
    verb: z.string().max(100).optional(),
  }),
  output: entries,
  access: organizationAdministrator,
  run: ({ db }, filter, { actor }) => listAuditEntries(db, actor.organizationId, filter),
});
