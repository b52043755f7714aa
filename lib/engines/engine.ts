import type { Readable } from "node:stream";
import type { ReplicaEngine } from "./replicas";

/** `unavailable`: try again later. `rejected`: the user must change something. */
export type EngineErrorKind = "unavailable" | "rejected" | "not_found" | "conflict";

interface EngineErrorExtras {
  /** The build step that failed, and what its command ended with. */
  step?: BuildStep;
  exitCode?: number;
  cause?: unknown;
}

export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly step: BuildStep | null;
  readonly exitCode: number | null;

  constructor(
    readonly kind: EngineErrorKind,
    message: string,
    extras: EngineErrorExtras = {},
  ) {
    super(message, { cause: extras.cause });
    this.step = extras.step ?? null;
    this.exitCode = extras.exitCode ?? null;
  }
}

export interface EngineFacts {
  version: string;
  apiVersion: string;
  /** As images name them: `linux`, `amd64`. */
  os: string;
  architecture: string;
  storageDriver: string;
  cpus: number;
  memoryBytes: number;
  images: number;
  containers: number;
}

export interface BuildStep {
  /** From 1. */
  number: number;
  of: number;
  instruction: string;
}

export type BuildEvent =
  | ({ kind: "step" } & BuildStep)
  /** As the program wrote it: any number of lines, or part of one. */
  | { kind: "output"; text: string; stream: "stdout" | "stderr" }
  /** The step was not run, for its result was there already. */
  | { kind: "cached" }
  /** The image that the step resulted in. */
  | { kind: "image"; id: string };

export interface RegistryCredentials {
  /** Host and port, as image references name it. */
  registry: string;
  username: string;
  password: string;
}

/** What takes events may return a promise, and no further one comes, nor does the program get ahead, before that is kept. */
export type Listener<Event> = (event: Event) => void | Promise<void>;

export interface BuildRequest {
  buildId: string;
  /** The image is named `plimsoll/<artifactId>:<buildId>`, and labelled with the build's id. */
  artifactId: string;
  /** A tar archive. It is read to its end or destroyed. */
  context: Readable;
  /** Path of the Dockerfile in the context. */
  dockerfile: string;
  limits: { memoryBytes: number; cpus?: number };
  /** Whether commands may reach other hosts, as package managers must. */
  network?: "internet" | "none";
  buildArguments?: Record<string, string>;
  /** For base images. */
  registryCredentials?: RegistryCredentials[];
  onEvent: Listener<BuildEvent>;
}

export interface BuiltImage {
  imageId: string;
  name: string;
  sizeBytes: number;
}

export interface PushEvent {
  /** Short id of a layer; null for what is about the whole. */
  layer: string | null;
  status: string;
  /** Bytes, while a layer is on its way. */
  progress: { current: number; total: number } | null;
}

export interface PushRequest {
  imageId: string;
  /** Where to, with a tag: `registry.example/team/web:1`. */
  reference: string;
  credentials?: RegistryCredentials;
  onEvent: Listener<PushEvent>;
}

export interface EngineImage {
  id: string;
  /** Names with tags. */
  names: string[];
  /** References by digest, of registries it was pushed to or pulled from. */
  digests: string[];
  sizeBytes: number;
  createdAt: Date;
  labels: Record<string, string>;
}

export interface EngineImageDetails extends EngineImage {
  os: string;
  architecture: string;
  /** As configured: name or uid, with or without group; null for root by default. */
  user: string | null;
  /** `8080/tcp`. */
  exposedPorts: string[];
  entrypoint: string[];
  command: string[];
  environmentNames: string[];
}

/** What the engine still holds for a build: containers of a step, images that keep the steps of a failed one for the next. */
export interface BuildLeftover {
  buildId: string;
  containers: number;
  images: number;
}

/**
 * A container engine. A call fails with an EngineError; once its signal is aborted, with the signal's reason; or with what
 * the caller's own listener or context failed with. Calls on images may be repeated.
 */
export interface Engine extends ReplicaEngine {
  check(signal: AbortSignal): Promise<EngineFacts>;
  /**
   * Builds an image. A step that fails rejects with that step, its finished steps kept for the next build (until
   * sweepBuild). When aborted, rejects after the engine has stopped and nothing of the build is left.
   */
  build(request: BuildRequest, signal: AbortSignal): Promise<BuiltImage>;
  /** The image then has the reference among its names, and the registry's digest among its digests. */
  push(request: PushRequest, signal: AbortSignal): Promise<{ digest: string }>;
  /** By id or name. */
  inspectImage(image: string, signal: AbortSignal): Promise<EngineImageDetails>;
  /** By id, with all its names. Nothing to remove is fine; one that a container uses is a conflict. */
  removeImage(imageId: string, signal: AbortSignal): Promise<void>;
  listImages(filter: { label: string }, signal: AbortSignal): Promise<EngineImage[]>;
  listBuildLeftovers(signal: AbortSignal): Promise<BuildLeftover[]>;
  /** Removes what listBuildLeftovers tells of this build, and stops it if it runs. The image it resulted in stays. */
  sweepBuild(buildId: string, signal: AbortSignal): Promise<void>;
}

/** The label on every image that Plimsoll built: the build's id. There is one only, for each is a step of the build. */
export const buildLabel = "plimsoll.build";

export const imageRepository = (artifactId: string) => `plimsoll/${artifactId}`;
