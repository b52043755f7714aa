import { Readable } from "node:stream";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { z } from "zod";
import { EngineError } from "#lib/engines/engine";
import type { ReplicaRequest } from "#lib/engines/replicas";
import { callEngine } from "./connection";
import type { ImageUser } from "./image-user";
import { removeContainer } from "./leftovers";
import { labelReplica, labels } from "./replica-containers";
import { mountVolume } from "./replica-settings";
import { sandboxImage, sandboxMount, withSandboxImage } from "./sandbox";

/** Makes the volume if it is missing, and the user its owner: the engine makes all of them root's. */
export async function ensureVolume(
  docker: Docker,
  request: ReplicaRequest & { volume: { name: string } },
  owner: ImageUser,
  signal: AbortSignal,
): Promise<void> {
  const { name } = request.volume;
  const own = name.includes(request.workloadId);
  // One that is there already is left as it is, its labels too.
  await callEngine(signal, () =>
    docker.createVolume({
      Name: name,
      Labels: { "plimsoll.volume": name, ...(own ? { [labels.workload]: request.workloadId } : {}) },
      abortSignal: signal,
    }),
  );
  // Never started: what is unpacked into it goes to the volume.
  const container = await withSandboxImage(docker, signal, () =>
    callEngine(signal, () =>
      docker.createContainer({
        Image: sandboxImage,
        Labels: labelReplica(request),
        HostConfig: { NetworkMode: "none", Mounts: [mountVolume(name, `${sandboxMount}/data`)] },
        abortSignal: signal,
      }),
    ),
  );
  try {
    const archive = pack();
    archive.entry({ name: "data", type: "directory", mode: 0o770, uid: owner.uid, gid: owner.gid ?? 0 });
    archive.finalize();
    const put = () =>
      container.putArchive(Readable.from(archive), { path: sandboxMount, abortSignal: signal });
    await callEngine(signal, put);
  } finally {
    await removeContainer(docker, container.id, AbortSignal.timeout(10_000));
  }
}

const listedVolumes = z.object({
  Volumes: z
    .array(z.object({ Name: z.string() }))
    .nullish()
    .transform((volumes) => volumes ?? []),
});

export async function removeWorkloadVolumes(
  docker: Docker,
  workloadId: string,
  signal: AbortSignal,
): Promise<void> {
  const filters = { label: [`${labels.workload}=${workloadId}`] };
  const answer = await callEngine(signal, () => docker.listVolumes({ filters, abortSignal: signal }));
  for (const { Name } of listedVolumes.parse(answer).Volumes) {
    try {
      await callEngine(signal, () => docker.getVolume(Name).remove({ abortSignal: signal }));
    } catch (error) {
      if (!(error instanceof EngineError && error.kind === "not_found")) throw error;
    }
  }
}
