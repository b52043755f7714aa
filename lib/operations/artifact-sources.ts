import type { Actor } from "#lib/domain/actors";
import type { StoredSpec } from "#lib/domain/spec";
import { setArtifactSources } from "#lib/store/artifact-sources";
import type { Database } from "#lib/store/database";

/** Notes what a spec that was just written builds from; to be called with every spec that is written. */
export function noteSources(db: Database, actor: Actor, artifactId: string, spec: StoredSpec): Promise<void> {
  const containers = spec.containerGroups.flatMap((group) => group.containers);
  const named = containers.flatMap(({ imageBuildConfig }) => {
    const source = imageBuildConfig?.codeRef?.datarobot;
    return source ? [{ catalogId: source.catalogId, versionId: source.catalogVersionId }] : [];
  });
  return setArtifactSources(db, actor, artifactId, named);
}
