export type ImageErrorKind =
  | "invalid_reference"
  /** Configuration does not let it be asked. */
  | "not_allowed"
  | "not_found"
  | "unauthorized"
  | "unreachable"
  | "timed_out";

/** Why nothing can be said of an image. The message is for people. */
export class ImageError extends Error {
  override readonly name = "ImageError";

  constructor(
    readonly kind: ImageErrorKind,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
