import { z } from "zod";
import { artifactStatus } from "#lib/domain/artifacts";
import { gatewayOrigin, workloadEndpoint } from "#lib/domain/endpoints";
import { tag } from "#lib/domain/records";
import { type ReplacementRecord, replacementStatus } from "#lib/domain/replacements";
import { permission } from "#lib/domain/roles";
import { workloadStatus } from "#lib/domain/run-status";
import { runtime } from "#lib/domain/runtime";
import { artifactType } from "#lib/domain/spec";
import { importance } from "#lib/domain/workloads";
import { env } from "#lib/env";
import type { WorkloadView } from "#lib/operations/workload-views";
import { creator, formatCreator, timestamp } from "./artifact-json";

export const runtimeFormatted = runtime.meta({ id: "WorkloadRuntime" });

/** A replacement as REST returns it (contract 7.10), with the keys of both shapes of history items. */
export const replacementFormatted = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    workloadId: z.string(),
    kind: z.enum(["creation", "replacement", "settings", "promotion"]),
    candidateArtifactId: z.string(),
    candidateProtonIds: z.array(z.string()),
    previousProtonIds: z.array(z.string()).nullable(),
    config: z.strictObject({ warmupDurationMinutes: z.int(), keepOldVersionMinutes: z.int() }),
    strategy: z.literal("rolling"),
    status: replacementStatus,
    message: z.string().nullable(),
    runtime: runtimeFormatted,
    switchedAt: timestamp.nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
    deletedAt: timestamp.nullable(),
    isDeleted: z.boolean(),
    userId: z.string(),
    tenantId: z.string(),
  })
  .meta({ id: "Replacement" });

/** Clients want a UUID of version 4 where we have an organization's id; made of that, so that it stays the same. */
function tenantIdOf(organizationId: string): string {
  const hex = organizationId.padEnd(32, "0").slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function formatReplacement(
  replacement: ReplacementRecord,
  organizationId: string,
): z.input<typeof replacementFormatted> {
  const { id, workloadId, kind, candidateArtifactId, status, message, userId } = replacement;
  return {
    ...{ id, workloadId, kind, candidateArtifactId, status, message, userId },
    name: `${kind}-${id.slice(-6)}`,
    candidateProtonIds: [replacement.candidateProtonId],
    previousProtonIds: replacement.previousProtonId === null ? null : [replacement.previousProtonId],
    config: {
      warmupDurationMinutes: replacement.warmupMinutes,
      keepOldVersionMinutes: replacement.keepOldMinutes,
    },
    strategy: "rolling",
    runtime: replacement.runtime,
    switchedAt: replacement.switchedAt?.toISOString() ?? null,
    createdAt: replacement.createdAt.toISOString(),
    updatedAt: replacement.updatedAt.toISOString(),
    deletedAt: null,
    isDeleted: false,
    tenantId: tenantIdOf(organizationId),
  };
}

/** A workload as REST returns it (contract 7.4), and a few fields of ours that clients pass over. */
export const workloadFormatted = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    status: workloadStatus,
    statusReason: z.string().nullable(),
    importance,
    type: artifactType,
    artifactId: z.string(),
    artifact: z.strictObject({
      id: z.string(),
      name: z.string(),
      status: artifactStatus,
      type: artifactType,
      version: z.int().nullable(),
      artifactRepositoryId: z.string(),
    }),
    protonId: z.string().nullable(),
    endpoint: z.url(),
    runtime: runtimeFormatted,
    replacement: replacementFormatted.nullable(),
    requestStats: z.looseObject({}).nullable(),
    lastResponse: timestamp.nullable(),
    owners: z.array(creator),
    creator,
    permissions: z.array(permission),
    tags: z.array(tag),
    createdAt: timestamp,
    updatedAt: timestamp,
    startedAt: timestamp,
    expiresAt: timestamp.nullable(),
  })
  .meta({ id: "WorkloadFormatted" });

/** The workload's address for whoever reached us by `base`. */
export function endpointFor(base: string, workloadId: string): string {
  const place = { publicUrl: env.GATEWAY_PUBLIC_URL, port: env.GATEWAY_PORT };
  return workloadEndpoint(gatewayOrigin(base, place), workloadId);
}

interface Asker {
  base: string;
  actor: { organizationId: string };
}

export function formatWorkload(
  workload: WorkloadView,
  { base, actor }: Asker,
): z.input<typeof workloadFormatted> {
  const { id, name, description, status, statusReason, importance: weight, artifact } = workload;
  const { replacement, requestStats } = workload;
  const { repositoryId, ...info } = artifact;
  return {
    ...{ id, name, description, status, statusReason, importance: weight },
    type: artifact.type,
    artifactId: artifact.id,
    artifact: { ...info, artifactRepositoryId: repositoryId },
    protonId: workload.activeProtonId,
    endpoint: endpointFor(base, id),
    runtime: workload.runtime,
    replacement: replacement && formatReplacement(replacement, actor.organizationId),
    requestStats: requestStats && {
      ...requestStats,
      lastRequestAt: requestStats.lastRequestAt?.toISOString() ?? null,
    },
    lastResponse: requestStats?.lastRequestAt?.toISOString() ?? null,
    owners: [formatCreator(workload.creator)],
    creator: formatCreator(workload.creator),
    permissions: workload.permissions,
    tags: workload.tags,
    createdAt: workload.createdAt.toISOString(),
    updatedAt: workload.updatedAt.toISOString(),
    startedAt: workload.startedAt.toISOString(),
    expiresAt: workload.expiresAt?.toISOString() ?? null,
  };
}
