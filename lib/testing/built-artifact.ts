import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Actor } from "#lib/domain/actors";
import { triggerBuilds } from "#lib/operations/builds";
import { runOperation } from "#lib/operations/operation";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { callerOf, makeArtifact, makeContainer } from "#lib/testing/factories";
import type { SourceFiles } from "#lib/worker/build-context";

/** Ids of a catalog version that nobody uploaded: tests of the worker bring its files themselves. */
export const codeRef = { datarobot: { catalogId: "c".repeat(24), catalogVersionId: "d".repeat(24) } };

/** A draft that is built from source, and a build of it that waits. */
export async function makeBuild(container: Record<string, unknown> = {}) {
  const { administrator } = await makeOrganization();
  const actor: Actor = await actorOf(administrator);
  const spec = {
    containerGroups: [
      {
        containers: [makeContainer({ imageUri: undefined, imageBuildConfig: { codeRef }, ...container })],
      },
    ],
  };
  const { id } = await makeArtifact(actor, { spec });
  const caller = callerOf(actor);
  const { buildIds } = await runOperation(triggerBuilds, caller, { id });
  return { caller, actor, id, spec, buildId: buildIds[0] ?? "" };
}

/** Source with these files, as the store would hold it. */
export function sourceOf(files: Record<string, string>): SourceFiles {
  const stored = Object.entries(files).map(([path, text]) => ({
    path,
    text,
    sha256: createHash("sha256").update(text).digest("hex"),
    size: Buffer.byteLength(text),
    mode: null,
  }));
  return {
    list: async () => stored,
    open: async (sha256) =>
      Readable.from([Buffer.from(stored.find((file) => file.sha256 === sha256)?.text ?? "")]),
  };
}
