import type { Actor } from "#lib/domain/actors";
import type { RecipientType, Role } from "#lib/domain/roles";
import type { ArtifactView } from "#lib/operations/artifact-views";
import { createArtifact } from "#lib/operations/artifacts";
import { type Caller, runOperation } from "#lib/operations/operation";
import { database } from "#lib/store/database";
import { type GrantSubject, insertGrant } from "#lib/store/grants";

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
