import { Readable } from "node:stream";
import type { Actor } from "#lib/domain/actors";
import type { RecipientType, Role } from "#lib/domain/roles";
import type { ArtifactView } from "#lib/operations/artifact-views";
import { createArtifact } from "#lib/operations/artifacts";
import { type CredentialView, createCredential } from "#lib/operations/credentials";
import { applyStage, createCatalog, createStage } from "#lib/operations/files";
import { type Caller, runOperation } from "#lib/operations/operation";
import type { WorkloadView } from "#lib/operations/workload-views";
import { createWorkload } from "#lib/operations/workloads";
import { putBlob } from "#lib/sources/blobs";
import { claimBlob } from "#lib/store/blobs";
import { insertVersion } from "#lib/store/catalogs";
import { database } from "#lib/store/database";
import { insertExtraction } from "#lib/store/extractions";
import { type GrantSubject, insertGrant } from "#lib/store/grants";
import { stageFile } from "#lib/store/stages";

/** The smallest document that is accepted: one container from a ready image. */
export function makeDocument(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { name: "web", spec: { containerGroups: [{ containers: [makeContainer()] }] }, ...fields };
}

export function makeContainer(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { name: "web", imageUri: "registry.example/app:1", primary: true, port: 8080, ...fields };
}

export function callerOf(actor: Actor | null): Caller {
  return { actor, requestId: "test" };
}

export function makeArtifact(actor: Actor, fields: Record<string, unknown> = {}): Promise<ArtifactView> {
  return runOperation(createArtifact, callerOf(actor), makeDocument(fields));
}

let credentials = 0;

/** Under a name of its own; an API token, unless the fields say otherwise. */
export function makeCredential(actor: Actor, fields: Record<string, unknown> = {}): Promise<CredentialView> {
  credentials += 1;
  const name = `credential ${credentials}`;
  const token = { credentialType: "api_token", apiToken: "s3cret" };
  const document = { name, ...("credentialType" in fields ? {} : token), ...fields };
  return runOperation(createCredential, callerOf(actor), document);
}

export function makeWorkload(actor: Actor, artifactId: string, name = "web"): Promise<WorkloadView> {
  return runOperation(createWorkload, callerOf(actor), { name, artifactId });
}

/** A source with one file, a stage for more, and an archive that is not unpacked. */
export async function makeSource(actor: Actor) {
  const now = new Date();
  const file = Readable.from([Buffer.from("FROM scratch")]);
  const content = await putBlob(file, { maxSize: 100, claim: claimBlob });
  const { catalogId } = await runOperation(createCatalog, callerOf(actor), {});
  const { stageId } = await runOperation(createStage, callerOf(actor), { catalogId });
  await stageFile(database, stageId, { ...content, path: "Dockerfile", mode: 0 }, now);
  const { versionId } = await runOperation(applyStage, callerOf(actor), { catalogId, stageId });
  const onItsWay = await insertVersion(database, catalogId, actor.userId, now);
  return {
    catalogId,
    versionId,
    stageId,
    statusId: await insertExtraction(database, onItsWay, content.sha256, now),
  };
}

/** Shares a thing behind the operations' back. */
export function grant(
  organizationId: string,
  subject: GrantSubject,
  recipient: { id: string },
  role: Role,
  recipientType: RecipientType = "user",
): Promise<void> {
  return insertGrant(database, organizationId, subject, { recipientType, recipientId: recipient.id, role });
}
