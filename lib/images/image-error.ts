import type { ImageProblemKind } from "#lib/domain/image-facts";

/** Why nothing can be said of an image. The message is for people. */
export class ImageError extends Error {
  override readonly name = "ImageError";

  constructor(
    readonly kind: ImageProblemKind,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export const notAReference = (text: string) =>
  new ImageError("invalid_reference", `${text} is not an image reference`);

export const notAllowed = (host: string) =>
  new ImageError("not_allowed", `${host} is not among the registries that REGISTRY_ALLOW lists`);
