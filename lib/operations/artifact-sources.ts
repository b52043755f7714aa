import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { catalogVersion } from "#lib/domain/sources";
import type { StoredSpec } from "#lib/domain/spec";
import { listArtifactSources, type SourceReference, setArtifactSources } from "#lib/store/artifact-sources";
import { listVersions } from "#lib/store/catalogs";
import type { Database } from "#lib/store/database";
import { artifactWith } from "./access";
import { defineOperation } from "./operation";

/** What the containers of a spec are built from, the primary first. */
function findNamed({ containerGroups }: StoredSpec): SourceReference[] {
  const containers = containerGroups.flatMap((group) => group.containers);
  const ordered = [...containers.filter(({ primary }) => primary), ...containers];
  return ordered.flatMap(({ imageBuildConfig }) => {
    const source = imageBuildConfig?.codeRef?.datarobot;
    return source ? [{ catalogId: source.catalogId, versionId: source.catalogVersionId }] : [];
  });
}

/** Notes what a spec that was just written builds from; to be called with every spec that is written. */
export function noteSources(db: Database, actor: Actor, artifactId: string, spec: StoredSpec): Promise<void> {
  return setArtifactSources(db, actor, artifactId, findNamed(spec));
}

const mostVersions = 100;

/** The source that an artifact is built from, as far as its spec names one that is there, with its newest versions. */
export const getArtifactSource = defineOperation({
  name: "files.getArtifactSource",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.object({
    catalogId: z.string().nullable(),
    /** The version that the spec names. */
    pinnedId: z.string().nullable(),
    versions: z.array(catalogVersion),
    totalCount: z.int(),
  }),
  access: artifactWith("view"),
  run: async ({ db }, { id }, { artifact }) => {
    const sources = await listArtifactSources(db, id);
    const primary = findNamed(artifact.spec).find(({ versionId }) =>
      sources.some((source) => source.versionId === versionId),
    );
    if (!primary) return { catalogId: null, pinnedId: null, versions: [], totalCount: 0 };
    const { catalogId, versionId } = primary;
    const page = await listVersions(catalogId, { offset: 0, limit: mostVersions, ascending: false });
    return { catalogId, pinnedId: versionId, ...page };
  },
});
