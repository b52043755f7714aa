import type Docker from "dockerode";
import { z } from "zod";
import { EngineError, type EngineImage, type EngineImageDetails } from "#lib/engines/engine";
import { callEngine } from "./connection";

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((record) => record ?? {});

const listedImage = z.object({
  Id: z.string(),
  ParentId: z.string().optional(),
  RepoTags: texts,
  RepoDigests: texts,
  Size: z.int(),
  Created: z.int(),
  Labels: labels,
});

const inspectedImage = z.object({
  Id: z.string(),
  RepoTags: texts,
  RepoDigests: texts,
  Size: z.int(),
  Created: z.string(),
  Os: z.string(),
  Architecture: z.string(),
  Config: z
    .object({
      User: z.string().nullish(),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
      Entrypoint: texts,
      Cmd: texts,
      Env: texts,
      Labels: labels,
    })
    .nullish(),
});

/** The engine writes "<none>" where an image has no name. */
const named = (names: string[]) => names.filter((name) => !name.startsWith("<none>"));

export async function listImages(
  docker: Docker,
  filters: Record<string, string[]>,
  signal: AbortSignal,
): Promise<EngineImage[]> {
  const images = await callEngine(signal, () => docker.listImages({ filters, abortSignal: signal }));
  return images.map((image) => {
    const { Id, RepoTags, RepoDigests, Size, Created, Labels } = listedImage.parse(image);
    return {
      id: Id,
      names: named(RepoTags),
      digests: named(RepoDigests),
      sizeBytes: Size,
      createdAt: new Date(Created * 1000),
      labels: Labels,
    };
  });
}

/** Ids of the nameless images that were made on top of this one, whose id may be short. */
export async function listDanglingChildren(
  docker: Docker,
  parent: string,
  signal: AbortSignal,
): Promise<string[]> {
  const filters = { dangling: ["true"] };
  const images = await callEngine(signal, () => docker.listImages({ filters, abortSignal: signal }));
  return images
    .map((image) => listedImage.parse(image))
    .filter(({ ParentId }) => ParentId?.replace("sha256:", "").startsWith(parent))
    .map(({ Id }) => Id);
}

export async function inspectImage(
  docker: Docker,
  image: string,
  signal: AbortSignal,
): Promise<EngineImageDetails> {
  const answer = await callEngine(signal, () => docker.getImage(image).inspect());
  const { Config, ...facts } = inspectedImage.parse(answer);
  return {
    id: facts.Id,
    names: named(facts.RepoTags),
    digests: named(facts.RepoDigests),
    sizeBytes: facts.Size,
    createdAt: new Date(facts.Created),
    labels: Config?.Labels ?? {},
    os: facts.Os,
    architecture: facts.Architecture,
    user: Config?.User || null,
    exposedPorts: Object.keys(Config?.ExposedPorts ?? {}),
    entrypoint: Config?.Entrypoint ?? [],
    command: Config?.Cmd ?? [],
    environmentNames: (Config?.Env ?? []).map((entry) => entry.split("=", 1)[0] ?? ""),
  };
}

/** Removes an image by id, or one name of it and the image with its last; what is gone already is fine. */
export async function removeImage(
  docker: Docker,
  image: string,
  options: { force: boolean },
  signal: AbortSignal,
): Promise<void> {
  try {
    await callEngine(signal, () => docker.getImage(image).remove({ ...options, abortSignal: signal }));
  } catch (error) {
    if (!(error instanceof EngineError && error.kind === "not_found")) throw error;
  }
}
