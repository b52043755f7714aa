import { z } from "zod";

/** What runs here: the images that are built, and the engine that runs them. */
export const runPlatform = "linux/amd64";

/** What a registry tells of an image. */
const imageFacts = z.strictObject({
  /** Names this very content: `registry/repository@digest`. */
  pinned: z.string(),
  /** Of what the reference names: a list of platforms, or one image. */
  digest: z.string(),
  /** `linux/amd64`, `linux/arm64/v8`. */
  platforms: z.array(z.string()),
  /** The one that the rest is about: linux/amd64 if there is one. */
  platform: z.string(),
  /** As configured; null is root. */
  user: z.string().nullable(),
  /** `8080/tcp`. */
  exposedPorts: z.array(z.string()),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  environmentNames: z.array(z.string()),
  /** What has to be downloaded. */
  sizeBytes: z.number(),
});
export type ImageFacts = z.infer<typeof imageFacts>;

/** Why nothing can be said of an image. */
const imageProblemKind = z.enum([
  "invalid_reference",
  /** Configuration does not let it be asked. */
  "not_allowed",
  "not_found",
  "unauthorized",
  "unreachable",
  "timed_out",
]);
export type ImageProblemKind = z.infer<typeof imageProblemKind>;

const imageProblem = z.strictObject({ kind: imageProblemKind, message: z.string() });
export type ImageProblem = z.infer<typeof imageProblem>;

/** What is known of a reference: its facts, or why there are none. Neither of an image that only the engine holds. */
export const imageAnswer = z.strictObject({
  facts: imageFacts.nullable(),
  problem: imageProblem.nullable(),
});
export type ImageAnswer = z.infer<typeof imageAnswer>;

/** The content that one container of a locked artifact runs. */
export const imagePin = z.strictObject({
  containerGroup: z.string(),
  container: z.string(),
  /** As the specification has it. */
  image: z.string(),
  digest: z.string().nullable(),
  /** Why the digest is not known, where it is not. */
  problem: z.string().nullable(),
  resolvedAt: z.date(),
});
export type ImagePin = z.infer<typeof imagePin>;

/** The image of one container: what it runs, and what its reference means now. */
export const containerImage = z.strictObject({
  containerGroup: z.string(),
  container: z.string(),
  /** As the specification has it. */
  image: z.string(),
  /** Of the container: `spec.containerGroups[0].containers[1]`. */
  path: z.string(),
  /** Of a locked artifact: the digest that it runs whatever becomes of the tag. */
  pin: imagePin.pick({ digest: true, problem: true }).extend({ resolvedAt: z.iso.datetime() }).nullable(),
  /** What the reference means now; null where nobody tells. */
  digest: z.string().nullable(),
  /** Whether that is something else than what the locked artifact runs. */
  moved: z.boolean(),
  /** Of what it runs. */
  ...imageAnswer.shape,
});
export type ContainerImage = z.infer<typeof containerImage>;
