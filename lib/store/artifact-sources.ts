import type { Actor } from "#lib/domain/actors";
import { findCatalog } from "./catalogs";
import type { Database } from "./database";

export interface SourceReference {
  catalogId: string;
  versionId: string;
}

/**
 * Notes which source an artifact names, leaving out what does not exist or its author may not see: naming something
 * must not be a way to see it.
 */
export async function setArtifactSources(
  db: Database,
  actor: Actor,
  artifactId: string,
  named: SourceReference[],
): Promise<void> {
  const sources: SourceReference[] = [];
  for (const reference of await listExisting(db, named)) {
    if (await findCatalog(db, actor, reference.catalogId)) sources.push(reference);
  }
  await db.artifactSource.deleteMany({
    where: { artifactId, versionId: { notIn: sources.map(({ versionId }) => versionId) } },
  });
  const data = sources.map((source) => ({ ...source, artifactId }));
  await db.artifactSource.createMany({ data, skipDuplicates: true });
}

async function listExisting(db: Database, named: SourceReference[]): Promise<SourceReference[]> {
  if (named.length === 0) return [];
  const rows = await db.catalogVersion.findMany({
    where: {
      number: { not: null },
      OR: named.map(({ catalogId, versionId }) => ({ catalogId, id: versionId })),
    },
    select: { id: true, catalogId: true },
  });
  return rows.map(({ id, catalogId }) => ({ catalogId, versionId: id }));
}

/** The sources that an artifact may be built from. */
export async function listArtifactSources(db: Database, artifactId: string): Promise<SourceReference[]> {
  return db.artifactSource.findMany({
    where: { artifactId },
    select: { catalogId: true, versionId: true },
    orderBy: { versionId: "asc" },
  });
}
