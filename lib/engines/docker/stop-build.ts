import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { z } from "zod";
import { type BuildRequest, imageRepository } from "#lib/engines/engine";
import { callEngine } from "./connection";
import { listDanglingChildren, removeImage } from "./images";
import { removeContainer, sweepBuild } from "./leftovers";

/** Where a build was when it was stopped. */
export interface BuildPosition {
  /** The image of the last finished step. */
  image: string | null;
  /** Short id of the container that the step in progress runs in. */
  container: string | null;
}

/** How long the engine may take, after which what is left is for sweepBuild to find. */
const patience = 10_000;

/** A step that had just ended may still be made into an image, for this long (ms). */
const latecomers = 500;

/** Leaves nothing of a build whose connection was cut. Its own signal is aborted by now, so this has a time limit. */
export async function stopBuild(
  docker: Docker,
  { artifactId, buildId }: BuildRequest,
  position: BuildPosition,
): Promise<void> {
  const signal = AbortSignal.timeout(patience);
  const late = delay(latecomers);
  try {
    if (position.container !== null) await removeContainer(docker, position.container, signal);
    await removeLateImage(docker, position, signal);
    await removeImage(docker, `${imageRepository(artifactId)}:${buildId}`, { force: false }, signal);
    await sweepBuild(docker, buildId, signal);
    await late;
    await removeLateImage(docker, position, signal);
  } catch {
    // The engine is gone or slow. Whoever looks for leftovers will find these.
  }
}

const origin = z.object({ Container: z.string().nullish() });

/** The image of the step that was in progress: a nameless child of the last one, made from the container that ran. */
async function removeLateImage(docker: Docker, position: BuildPosition, signal: AbortSignal): Promise<void> {
  const { image, container } = position;
  if (image === null) return;
  for (const id of await listDanglingChildren(docker, image, signal)) {
    const facts = await callEngine(signal, () => docker.getImage(id).inspect());
    const from = origin.parse(facts).Container ?? "";
    if (container === null ? from === "" : from.startsWith(container))
      await removeImage(docker, id, { force: false }, signal);
  }
}
