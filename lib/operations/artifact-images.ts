import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { issue } from "#lib/domain/errors";
import {
  type ContainerImage,
  containerImage,
  type ImageAnswer,
  type ImagePin,
  imageAnswer,
} from "#lib/domain/image-facts";
import { findWarningsOfImages } from "#lib/domain/image-findings";
import { isLocalImage, ownDigest, pinnedImage } from "#lib/domain/image-reference";
import type { StoredSpec } from "#lib/domain/spec";
import { listImages } from "#lib/domain/spec-images";
import { findRefusal, readFactsOfImages } from "#lib/images/registries";
import { listImagePins } from "#lib/store/image-pins";
import { countImageQuestions } from "#lib/store/throttle";
import { artifactWith, signedIn } from "./access";
import { defineOperation } from "./operation";

export const imageQuery = z.strictObject({
  reference: z.string().min(1, "Which image?").max(2048, "At most 2048 characters"),
});

/** What registries tell of images, asked in somebody's name. */
async function askAbout(actor: Actor, references: readonly string[]) {
  const images = new Set(references.filter((reference) => !isLocalImage(reference)));
  const asked = [...images].filter((image) => findRefusal(image) === null);
  if (asked.length > 0) await countImageQuestions(actor.userId, asked.length);
  return readFactsOfImages([...images]);
}

/** Each image of a spec, with the pins of the artifact if it is locked. */
export async function describeImages(
  actor: Actor,
  spec: StoredSpec,
  pins: readonly ImagePin[],
): Promise<ContainerImage[]> {
  const images = listImages(spec).map((place) => {
    const pin = pins.find(
      (one) => one.containerGroup === place.containerGroup && one.container === place.container,
    );
    return { place, pin: pin ?? null, runs: pin?.digest ? pinnedImage(pin.image, pin.digest) : place.image };
  });
  const told = await askAbout(
    actor,
    images.flatMap(({ place, runs }) => [place.image, runs]),
  );
  return images.map(({ place, pin, runs }) => {
    const digest = ownDigest(place.image) ?? told.get(place.image)?.value?.digest ?? null;
    const { value: facts = null, problem = null } = told.get(runs) ?? {};
    return {
      ...{ ...place, digest, facts, problem },
      pin: pin && { digest: pin.digest, problem: pin.problem, resolvedAt: pin.resolvedAt.toISOString() },
      moved: pin?.digest != null && digest !== null && digest !== pin.digest,
    };
  });
}

/** What the containers of an artifact run, what their tags mean now, and what is known of these images. */
export const getArtifactImages = defineOperation({
  name: "artifacts.getImages",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.object({ images: z.array(containerImage), warnings: z.array(issue) }),
  access: artifactWith("view"),
  run: async ({ db }, _input, { actor, artifact }) => {
    const pins = artifact.status === "locked" ? await listImagePins(db, artifact.id) : [];
    const images = await describeImages(actor, artifact.spec, pins);
    return { images, warnings: findWarningsOfImages(artifact.spec, images) };
  },
});

/** What a registry tells of any image; the server asks, so configuration says whom. */
export const getImageFacts = defineOperation({
  name: "images.getFacts",
  kind: "read",
  input: imageQuery,
  output: imageAnswer,
  access: signedIn,
  run: async (_context, { reference }, { actor }): Promise<ImageAnswer> => {
    const { value = null, problem = null } = (await askAbout(actor, [reference])).get(reference) ?? {};
    return { facts: value, problem };
  },
});
