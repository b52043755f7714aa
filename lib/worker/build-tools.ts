import { generateDockerfile } from "#lib/domain/generated-dockerfile";
import type { Engine } from "#lib/engines/engine";
import { openBlob } from "#lib/sources/blobs";
import type { BuildOrder } from "#lib/store/build-work";
import { listCatalogFiles } from "#lib/store/catalog-files";
import { database } from "#lib/store/database";
import { findVersionForBuild } from "#lib/store/execution-environments";
import { ContextError } from "./build-context";
import { readRegistry } from "./image-registry";
import type { BuildTools } from "./run-build";

const megabyte = 1024 * 1024;

interface BuildSettings {
  megabytes: number;
  minutes: number;
  logMegabytes: number;
  /** With user and password, if it wants them. */
  registryUrl: string | undefined;
}

export function makeBuildTools(settings: BuildSettings, engine: Engine, workerId: string): BuildTools {
  return {
    engine,
    workerId,
    limits: {
      memoryBytes: settings.megabytes * megabyte,
      milliseconds: settings.minutes * 60_000,
      logBytes: settings.logMegabytes * megabyte,
    },
    registry: readRegistry(settings.registryUrl),
    openSource: (catalogVersionId) => ({
      list: () => listCatalogFiles(catalogVersionId),
      open: openBlob,
    }),
    writeDockerfile,
  };
}

async function writeDockerfile(
  { source: { dockerfile }, organizationId }: BuildOrder,
  files: readonly { path: string }[],
): Promise<string | null> {
  if (dockerfile.source !== "generated") return null;
  const version = await findVersionForBuild(database, organizationId, dockerfile);
  if (!version) throw new ContextError("There is no such version of the execution environment");
  return generateDockerfile({
    ...version,
    entrypoint: dockerfile.entrypoint,
    files: new Set(files.map(({ path }) => path)),
  });
}
