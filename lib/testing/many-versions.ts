import { createHash } from "node:crypto";
import type { Actor } from "#lib/domain/actors";
import type { Prisma } from "#lib/store/database";
import { database } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { makeArtifact } from "./factories";

/** How large a lineage to make. */
export interface LineageSize {
  versions: number;
  drafts: number;
}

export interface ManyVersions {
  repositoryId: string;
  versionIds: string[];
  draftIds: string[];
}

const hourMs = 60 * 60 * 1000;

/**
 * A repository with many versions and drafts, behind the operations' back: locking 500 drafts one by one takes a minute.
 * Every 25th version was cloned from one ten before it, every 40th brings back the one three before it; of the drafts
 * every seventh comes from the draft before it, and every eleventh from something that is gone.
 */
export async function makeManyVersions(
  actor: Actor,
  { versions, drafts }: LineageSize,
): Promise<ManyVersions> {
  const { id, repositoryId } = await makeArtifact(actor, { name: "agent" });
  const { spec, specFormat } = await database.artifact.findUniqueOrThrow({ where: { id } });
  const versionIds = Array.from({ length: versions }, newId);
  const draftIds = Array.from({ length: drafts - 1 }, newId);
  const start = Date.now() - (versions + 1) * hourMs;
  const common = {
    organizationId: actor.organizationId,
    repositoryId,
    type: "service" as const,
    spec: spec ?? {},
    specFormat,
    creatorId: actor.userId,
  };
  const locked = versionIds.map((versionId, index) => {
    const at = new Date(start + index * hourMs);
    const content = index % 40 === 39 ? index - 3 : index;
    return {
      ...common,
      id: versionId,
      name: `agent ${index + 1}`,
      status: "locked" as const,
      version: index + 1,
      parentId: versionIds[index % 25 === 24 ? index - 10 : index - 1] ?? null,
      specDigest: createHash("sha256").update(String(content)).digest("hex"),
      createdAt: at,
      updatedAt: at,
      lockedAt: new Date(at.getTime() + hourMs / 2),
    } satisfies Prisma.ArtifactCreateManyInput;
  });
  const open = draftIds.map((draftId, index) => {
    const after = Math.floor((index * versions) / drafts);
    const at = new Date(start + (after + 0.7) * hourMs + index);
    const parentId = index % 7 === 6 ? draftIds[index - 1] : versionIds[after];
    return {
      ...common,
      id: draftId,
      name: `spike-${index + 1}`,
      parentId: index % 11 === 10 ? newId() : (parentId ?? null),
      createdAt: at,
      updatedAt: at,
    } satisfies Prisma.ArtifactCreateManyInput;
  });
  await database.artifact.createMany({ data: [...locked, ...open] });
  await database.repository.update({
    where: { id: repositoryId },
    data: { lastVersionNumber: versions, numArtifacts: versions + drafts, numDrafts: drafts },
  });
  return { repositoryId, versionIds, draftIds: [...draftIds, id] };
}
