import type Docker from "dockerode";
import { z } from "zod";
import type { BuildLeftover } from "#lib/engines/engine";
import { callEngine } from "./connection";
import { listImages, removeImage } from "./images";
import { buildNetwork } from "./network";

/**
 * The classic builder puts labels on nothing but the final image. Its containers do carry the build's extra host names, so
 * one of these tells whose they are; and what a finished step left is given a name of ours while the build goes on.
 */
const hostPrefix = "build.plimsoll.";

export const markHost = (buildId: string) => `${hostPrefix}${buildId}:127.0.0.1`;

export const stageTag = (buildId: string, stage: number) => `${buildId}-stage${stage}`;
const stageName = /^plimsoll\/[^:]+:(.+)-stage\d+$/;

const inspectedContainer = z.object({
  HostConfig: z.object({
    ExtraHosts: z
      .array(z.string())
      .nullish()
      .transform((hosts) => hosts ?? []),
  }),
});

interface BuildContainer {
  id: string;
  buildId: string;
}

async function listBuildContainers(docker: Docker, signal: AbortSignal): Promise<BuildContainer[]> {
  // Only builds use our network; without one they use none.
  const filters = { network: [buildNetwork, "none"] };
  const found = await callEngine(signal, () =>
    docker.listContainers({ all: true, filters, abortSignal: signal }),
  );
  const marked = await Promise.all(found.map(({ Id }) => findMark(docker, Id, signal)));
  return marked.flatMap((container) => container ?? []);
}

async function findMark(docker: Docker, id: string, signal: AbortSignal): Promise<BuildContainer | null> {
  const facts = await callEngine(signal, () =>
    docker
      .getContainer(id)
      .inspect({ abortSignal: signal })
      .catch(() => null),
  );
  // Gone since it was listed.
  if (facts === null) return null;
  const mark = inspectedContainer
    .parse(facts)
    .HostConfig.ExtraHosts.find((host) => host.startsWith(hostPrefix));
  return mark === undefined ? null : { id, buildId: mark.slice(hostPrefix.length).split(":")[0] ?? "" };
}

interface StageImage {
  name: string;
  buildId: string;
}

async function listStageImages(docker: Docker, signal: AbortSignal): Promise<StageImage[]> {
  const images = await listImages(docker, { reference: ["plimsoll/*:*-stage*"] }, signal);
  return images
    .flatMap(({ names }) => names)
    .flatMap((name) => {
      const buildId = stageName.exec(name)?.[1];
      return buildId === undefined ? [] : [{ name, buildId }];
    });
}

export async function listBuildLeftovers(docker: Docker, signal: AbortSignal): Promise<BuildLeftover[]> {
  const leftovers = new Map<string, BuildLeftover>();
  const count = (buildId: string, kind: "containers" | "images") => {
    const leftover = leftovers.get(buildId) ?? { buildId, containers: 0, images: 0 };
    leftover[kind] += 1;
    leftovers.set(buildId, leftover);
  };
  for (const { buildId } of await listBuildContainers(docker, signal)) count(buildId, "containers");
  for (const { buildId } of await listStageImages(docker, signal)) count(buildId, "images");
  return [...leftovers.values()];
}

export async function removeBuildContainers(
  docker: Docker,
  buildId: string,
  signal: AbortSignal,
): Promise<void> {
  const containers = await listBuildContainers(docker, signal);
  const ours = containers.filter((container) => container.buildId === buildId);
  await Promise.all(ours.map(({ id }) => removeContainer(docker, id, signal)));
}

/** Kills it if it runs. */
export async function removeContainer(docker: Docker, id: string, signal: AbortSignal): Promise<void> {
  await callEngine(signal, () =>
    docker
      .getContainer(id)
      .remove({ force: true, v: true, abortSignal: signal })
      // The engine may be removing it itself.
      .catch(ignoreGone),
  );
}

function ignoreGone(error: unknown): void {
  const status = z.object({ statusCode: z.literal([404, 409]) }).safeParse(error);
  if (!status.success) throw error;
}

export async function sweepBuild(docker: Docker, buildId: string, signal: AbortSignal): Promise<void> {
  await removeBuildContainers(docker, buildId, signal);
  const images = await listStageImages(docker, signal);
  for (const { name } of images.filter((image) => image.buildId === buildId))
    await removeImage(docker, name, { force: false }, signal);
}
