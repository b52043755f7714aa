import {
  type OrganizationRecord,
  organizationRecord,
  type RepositoryDeletion,
} from "#lib/domain/organizations";
import { startChain } from "./audit";
import type { Database } from "./database";
import { newId } from "./ids";

export async function listOrganizations(db: Database): Promise<OrganizationRecord[]> {
  const rows = await db.organization.findMany({ orderBy: { name: "asc" } });
  return rows.map((row) => organizationRecord.parse(row));
}

export async function getOrganization(db: Database, id: string): Promise<OrganizationRecord> {
  return organizationRecord.parse(await db.organization.findUniqueOrThrow({ where: { id } }));
}

/** Makes an organization with an empty audit chain. */
export async function insertOrganization(db: Database, name: string): Promise<string> {
  const id = newId();
  await db.organization.create({ data: { id, name } });
  await startChain(db, id);
  return id;
}

interface OrganizationChange {
  name?: string | undefined;
  repositoryDeletion?: RepositoryDeletion | undefined;
  maxConcurrentWorkloads?: number | undefined;
  maxWorkloadReplicas?: number | undefined;
}

export async function updateOrganization(
  db: Database,
  id: string,
  change: OrganizationChange,
): Promise<void> {
  await db.organization.update({ where: { id }, data: change });
}
