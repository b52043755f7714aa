import { z } from "zod";
import { dockerfilePath, findBuildSources, type WantedBuild } from "#lib/domain/builds";
import { type Issue, invalid } from "#lib/domain/errors";
import { generateDockerfile } from "#lib/domain/generated-dockerfile";
import { normalizeSourcePath } from "#lib/domain/sources";
import { listArtifactSources, type SourceReference } from "#lib/store/artifact-sources";
import { findVersionFile, listCatalogFiles } from "#lib/store/catalog-files";
import { findVersion } from "#lib/store/catalogs";
import type { Database } from "#lib/store/database";
import { findVersionForBuild } from "#lib/store/execution-environments";
import { artifactWith } from "./access";
import { defineOperation } from "./operation";

interface Builder {
  organizationId: string;
  artifactId: string;
}

/** Refuses builds that could only fail: of a source that is not there or not theirs, without Dockerfile or environment. */
export async function requireSources(db: Database, whose: Builder, wanted: WantedBuild[]): Promise<void> {
  const named = await listArtifactSources(db, whose.artifactId);
  const issues: Issue[] = [];
  for (const one of wanted) {
    const issue = await findSourceIssue(db, whose.organizationId, named, one);
    if (issue) issues.push(issue);
  }
  if (issues.length > 0) throw invalid(issues);
}

async function findSourceIssue(
  db: Database,
  organizationId: string,
  named: readonly SourceReference[],
  { source, path }: WantedBuild,
): Promise<Issue | null> {
  const { catalogId, catalogVersionId, dockerfile } = source;
  const at = (field: string, message: string, code = "not_found"): Issue => ({
    path: `${path}.imageBuildConfig.${field}`,
    message,
    code,
  });
  const isTheirs = named.some((one) => one.catalogId === catalogId && one.versionId === catalogVersionId);
  const version = isTheirs ? await findVersion(db, catalogId, catalogVersionId) : null;
  if (!version) return at("codeRef", "There is no such source, or it is not shared with whoever chose it");
  if (version.numFiles === 0)
    return at("codeRef", "There are no files in this version of the source", "empty");
  if (dockerfile.source === "generated") {
    const environment = await findVersionForBuild(db, organizationId, dockerfile);
    if (environment) return null;
    return at(
      "dockerfile.executionEnvironmentVersionId",
      "There is no such version of the execution environment",
    );
  }
  const file = normalizeSourcePath(dockerfilePath(dockerfile));
  if (await findVersionFile(db, { catalogId, number: version.number }, file)) return null;
  return at("dockerfile.path", `There is no ${file} in this version of the source`);
}

/** The Dockerfiles that would be generated for an artifact as it is, each with the container it is for. */
export const previewDockerfiles = defineOperation({
  name: "builds.previewDockerfiles",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.array(z.object({ container: z.string(), text: z.string() })),
  access: artifactWith("view"),
  run: async ({ db }, { id }, { actor, artifact }) => {
    const previews: { container: string; text: string }[] = [];
    const named = await listArtifactSources(db, id);
    for (const { source, container } of findBuildSources(artifact.spec)) {
      const { catalogVersionId, dockerfile } = source;
      if (dockerfile.source !== "generated") continue;
      const environment = await findVersionForBuild(db, actor.organizationId, dockerfile);
      if (!environment || !named.some(({ versionId }) => versionId === catalogVersionId)) continue;
      const files = new Set((await listCatalogFiles(catalogVersionId)).map(({ path }) => path));
      const text = generateDockerfile({ ...environment, entrypoint: dockerfile.entrypoint, files });
      previews.push({ container, text });
    }
    return previews;
  },
});
