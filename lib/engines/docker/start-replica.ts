import type Docker from "dockerode";
import { EngineError } from "#lib/engines/engine";
import type { ContainerRequest, EngineReplica, ReplicaRequest } from "#lib/engines/replicas";
import { getImageUser, type ImageUser, writeUser } from "./image-user";
import { Inspections } from "./inspections";
import { listReplicaMembers, makeContainer } from "./replica-containers";
import { ensureImage } from "./replica-images";
import { describeMembers } from "./replica-list";
import { describeContainer } from "./replica-settings";
import { ensureSandbox } from "./sandbox";
import { startContainer } from "./start-container";
import { ensureVolume } from "./volumes";

interface PreparedImage {
  imageId: string;
  user: ImageUser;
}

export async function startReplica(
  docker: Docker,
  request: ReplicaRequest,
  signal: AbortSignal,
): Promise<EngineReplica> {
  const members = await listReplicaMembers(docker, request.replicaId, signal);
  const known = new Map(members.map((member) => [member.container, member]));
  const missing = request.containers.filter(({ name }) => !known.has(name));
  // Before anything is made, for this is where most is refused.
  const images = await prepareImages(docker, request, missing, signal);
  const sandboxId = await ensureSandbox(docker, request, members, signal);
  await prepareVolume(docker, request, missing, images, signal);
  for (const container of request.containers) {
    const member = known.get(container.name);
    if (member !== undefined && member.state !== "created") continue;
    const prepared = images.get(container.image);
    const { id } = member ?? (await makeMember(docker, request, container, { prepared, sandboxId }, signal));
    await startContainer(docker, { id, name: container.name }, signal);
  }
  const [replica] = await describeMembers(
    docker,
    new Inspections(),
    await listReplicaMembers(docker, request.replicaId, signal),
    signal,
  );
  if (replica !== undefined) return replica;
  throw new EngineError("unavailable", "The replica was stopped while it was started");
}

async function makeMember(
  docker: Docker,
  request: ReplicaRequest,
  container: ContainerRequest,
  { prepared, sandboxId }: { prepared: PreparedImage | undefined; sandboxId: string },
  signal: AbortSignal,
): Promise<{ id: string }> {
  if (prepared === undefined) throw new Error(`${container.image} was not prepared`);
  const user = writeUser(prepared.user);
  const options = describeContainer(request, container, { imageId: prepared.imageId, user, sandboxId });
  return makeContainer(docker, options, signal);
}

async function prepareImages(
  docker: Docker,
  request: ReplicaRequest,
  containers: ContainerRequest[],
  signal: AbortSignal,
): Promise<Map<string, PreparedImage>> {
  const prepared = new Map<string, PreparedImage>();
  for (const name of new Set(containers.map(({ image }) => image))) {
    const image = await ensureImage(docker, name, request.registryCredentials, signal);
    const user = await getImageUser(docker, request, { name, image }, signal);
    prepared.set(name, { imageId: image.id, user });
  }
  return prepared;
}

async function prepareVolume(
  docker: Docker,
  request: ReplicaRequest,
  missing: ContainerRequest[],
  images: Map<string, PreparedImage>,
  signal: AbortSignal,
): Promise<void> {
  const { volume } = request;
  const first = request.containers.find(({ mountPaths }) => mountPaths.length > 0);
  const owner = first && images.get(first.image)?.user;
  // Where the first one is there already, so is its volume.
  if (volume !== null && first && owner && missing.includes(first))
    await ensureVolume(docker, { ...request, volume }, owner, signal);
}
