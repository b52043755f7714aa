import { z } from "zod";
import { artifactStatus } from "#lib/domain/artifacts";
import { type PersonReference, tag } from "#lib/domain/records";
import { permission } from "#lib/domain/roles";
import { artifactType, storedSpec } from "#lib/domain/spec";
import type { ArtifactTextView, ArtifactView } from "#lib/operations/artifact-views";

export const timestamp = z.iso.datetime();

export const creator = z
  .strictObject({
    id: z.string(),
    username: z.string().nullable(),
    fullName: z.string().nullable(),
    email: z.string().nullable(),
    userhash: z.string().nullable(),
  })
  .meta({ id: "Creator" });

export function formatCreator({ id, name, email }: PersonReference): z.input<typeof creator> {
  return { id, username: email, fullName: name, email, userhash: null };
}

/** An artifact as REST returns it (contract 2.3), and a few fields of ours that clients pass over. */
export const artifactFormatted = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    type: artifactType,
    status: artifactStatus,
    version: z.int().nullable(),
    artifactRepositoryId: z.string(),
    createdAt: timestamp,
    updatedAt: timestamp,
    lockedAt: timestamp.nullable(),
    creator,
    tags: z.array(tag),
    permissions: z.array(permission),
    revision: z.int(),
    specDigest: z.string().nullable(),
    parentId: z.string().nullable(),
    spec: storedSpec.meta({ id: "StoredSpec" }),
  })
  .meta({ id: "ArtifactFormatted" });

type Fields = Omit<ArtifactView, "spec">;

function formatFields(artifact: Fields): Omit<z.input<typeof artifactFormatted>, "spec"> {
  const { id, name, description, type, status, version, revision, specDigest, parentId } = artifact;
  return {
    id,
    name,
    description,
    type,
    status,
    version,
    artifactRepositoryId: artifact.repositoryId,
    createdAt: artifact.createdAt.toISOString(),
    updatedAt: artifact.updatedAt.toISOString(),
    lockedAt: artifact.lockedAt?.toISOString() ?? null,
    creator: formatCreator(artifact.creator),
    tags: artifact.tags,
    permissions: artifact.permissions,
    revision,
    specDigest,
    parentId,
  };
}

export function formatArtifact(artifact: ArtifactView): z.input<typeof artifactFormatted> {
  return { ...formatFields(artifact), spec: artifact.spec };
}

/**
 * The JSON of `formatArtifact`, with the spec's text as the database holds it put in as it is: parsing and printing
 * specs would be most of the work of a list. PostgreSQL has checked that it is JSON.
 */
export function artifactJson(artifact: ArtifactTextView): string {
  return `${JSON.stringify(formatFields(artifact)).slice(0, -1)},"spec":${artifact.specText}}`;
}
