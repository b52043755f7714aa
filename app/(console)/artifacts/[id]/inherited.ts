import { getRepository } from "#lib/operations/repositories";
import { listRepositoryRoles } from "#lib/operations/shared-roles";
import { load } from "#lib/web/page";

/** The entries of the artifact's repository, or null for who may not see them. */
export async function listInherited({ repository }: { repository: { id: string } | null }) {
  if (!repository) return null;
  const { can } = await load(getRepository, { id: repository.id });
  if (!can.includes("inspect")) return null;
  const { items } = await load(listRepositoryRoles, { id: repository.id, limit: 100 });
  return items;
}
