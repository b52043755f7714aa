import type Docker from "dockerode";
import { z } from "zod";
import type { Engine, EngineFacts } from "#lib/engines/engine";
import { build } from "./build";
import { callEngine, connect } from "./connection";
import { inspectImage, listImages, removeImage } from "./images";
import { listBuildLeftovers, sweepBuild } from "./leftovers";
import { push } from "./push";
import { makeDockerReplicas } from "./replicas";

const versionAnswer = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  Os: z.string(),
  Arch: z.string(),
});

const infoAnswer = z.object({
  Driver: z.string(),
  NCPU: z.int(),
  MemTotal: z.int(),
  Images: z.int(),
  Containers: z.int(),
});

/** Docker's Engine API. Its classic builder, which every version has; BuildKit needs a client that speaks gRPC. */
export function makeDockerEngine(address: string): Engine {
  const docker = connect(address);
  return {
    ...makeDockerReplicas(docker),
    check: (signal) => check(docker, signal),
    build: (request, signal) => build(docker, request, signal),
    push: (request, signal) => push(docker, request, signal),
    inspectImage: (image, signal) => inspectImage(docker, image, signal),
    removeImage: (imageId, signal) => removeImage(docker, imageId, { force: true }, signal),
    listImages: ({ label }, signal) => listImages(docker, { label: [label] }, signal),
    listBuildLeftovers: (signal) => listBuildLeftovers(docker, signal),
    sweepBuild: (buildId, signal) => sweepBuild(docker, buildId, signal),
  };
}

async function check(docker: Docker, signal: AbortSignal): Promise<EngineFacts> {
  const [version, info] = await callEngine(signal, () => Promise.all([docker.version(), docker.info()]));
  const { Version, ApiVersion, Os, Arch } = versionAnswer.parse(version);
  const { Driver, NCPU, MemTotal, Images, Containers } = infoAnswer.parse(info);
  return {
    version: Version,
    apiVersion: ApiVersion,
    os: Os,
    architecture: Arch,
    storageDriver: Driver,
    cpus: NCPU,
    memoryBytes: MemTotal,
    images: Images,
    containers: Containers,
  };
}
