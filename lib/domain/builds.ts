import { z } from "zod";
import type { ArtifactStatus } from "./artifacts";
import { AppError, type Issue, invalid } from "./errors";
import { sameJson } from "./json-values";
import { dockerfile, type StoredContainer, type StoredSpec } from "./spec";

/** As clients compare it: upper case, and `BUILT` is not the end (contract 4). */
export const buildStatus = z.enum(["PENDING", "IN_PROGRESS", "BUILT", "COMPLETED", "FAILED", "CANCELLED"]);
export type BuildStatus = z.infer<typeof buildStatus>;

/** What a build goes through, in this order. */
export const buildPhase = z.enum(["queued", "preparing", "building", "pushing", "finishing"]);
export type BuildPhase = z.infer<typeof buildPhase>;

const phaseStart = z.object({ phase: buildPhase, startedAt: z.coerce.date() });
export type PhaseStart = z.infer<typeof phaseStart>;

/** What is built: a version of a catalog, and how. Builds of the same source make the same image. */
export const buildSource = z.object({
  catalogId: z.string(),
  catalogVersionId: z.string(),
  dockerfile,
});
export type BuildSource = z.infer<typeof buildSource>;

const person = z.object({ id: z.string(), name: z.string(), email: z.string() });

export const buildRecord = buildSource.extend({
  id: z.string(),
  artifactId: z.string(),
  /** 1, 2, 3 … of the artifact. */
  number: z.int(),
  status: buildStatus,
  creator: person.nullable(),
  /** Which one of its source it was made from; null when the source is gone. */
  sourceVersion: z
    .object({ number: z.int(), createdAt: z.coerce.date(), creator: person.nullable() })
    .nullable(),
  createdAt: z.coerce.date(),
  startedAt: z.coerce.date().nullable(),
  updatedAt: z.coerce.date(),
  finishedAt: z.coerce.date().nullable(),
  phases: z.array(phaseStart),
  stepCount: z.int().nullable(),
  reason: z.string().nullable(),
  failedStep: z.int().nullable(),
  imageUri: z.string().nullable(),
  imageBytes: z.number().nullable(),
  cancelRequestedAt: z.coerce.date().nullable(),
  logLines: z.int(),
  firstErrorLine: z.int().nullable(),
});
export type BuildRecord = z.infer<typeof buildRecord>;

/** One instruction of the Dockerfile, with the line of the log where it begins. */
export const buildStep = z.object({
  number: z.int(),
  instruction: z.string(),
  firstLine: z.int(),
  cached: z.boolean(),
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
});
export type BuildStep = z.infer<typeof buildStep>;

/** A build as its page shows it. */
export const buildView = buildRecord.extend({
  steps: z.array(buildStep),
  /** The last build before it that gave an image. */
  lastGood: z.object({ id: z.string(), number: z.int() }).nullable(),
  /** Why nobody takes it up, while it waits. */
  waitsFor: z.string().nullable(),
});
export type BuildView = z.infer<typeof buildView>;

/** Locking would keep the image that the build is about to replace. */
export function findLockObstacles(running: readonly Pick<BuildRecord, "number">[]): Issue[] {
  return running.map(({ number }) => ({
    path: "builds",
    message: `Build ${number} is still running: wait for it, or cancel it`,
    code: "building",
  }));
}

export function requireNothingBuilds(running: readonly Pick<BuildRecord, "number">[]): void {
  const [obstacle] = findLockObstacles(running);
  if (obstacle) throw new AppError("conflict", `Cannot lock artifact: ${obstacle.message}`);
}

/** What a container is built from, or null when it names an image only or its source is not chosen yet. */
function findSource({ imageBuildConfig }: Pick<StoredContainer, "imageBuildConfig">): BuildSource | null {
  if (!imageBuildConfig?.codeRef) return null;
  return { ...imageBuildConfig.codeRef.datarobot, dockerfile: imageBuildConfig.dockerfile };
}

/** Where a provided Dockerfile is, as paths of the source are written: `./docker//Dockerfile` is `docker/Dockerfile`. */
export function dockerfilePath({ path }: { path: string }): string {
  return path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

/** Every container that is built from a source that is chosen. */
export function findBuildSources(spec: StoredSpec): { source: BuildSource; container: string }[] {
  return listContainers(spec).flatMap(({ container }) => {
    const source = findSource(container);
    return source ? [{ source, container: container.name }] : [];
  });
}

/** A source to build, and the path of the first container that wants it. */
export interface WantedBuild {
  source: BuildSource;
  path: string;
}

export function requireUnlocked({ status }: { status: ArtifactStatus }): void {
  if (status === "locked")
    throw new AppError("invalid", "Cannot build artifact: artifact is locked and keeps the image it has");
}

/** The distinct sources of a draft, in the order of its containers. Refuses what cannot be built (contract 4). */
export function requireBuildable(artifact: { status: ArtifactStatus; spec: StoredSpec }): WantedBuild[] {
  requireUnlocked(artifact);
  const wanted: WantedBuild[] = [];
  const issues: Issue[] = [];
  for (const { container, path } of listContainers(artifact.spec)) {
    if (container.imageBuildConfig === null) continue;
    const source = findSource(container);
    if (source === null) {
      const message = "There is no source yet: upload it, and choose the version to build";
      issues.push({ path: `${path}.imageBuildConfig.codeRef`, message, code: "required" });
    } else if (!wanted.some((known) => sameJson(known.source, source))) wanted.push({ source, path });
  }
  if (issues.length > 0) throw invalid(issues);
  if (wanted.length > 0) return wanted;
  const message = "Nothing here is built from source: give a container an imageBuildConfig";
  throw invalid([
    { path: "spec.containerGroups[0].containers[0].imageBuildConfig", message, code: "required" },
  ]);
}

/** Why a draft cannot be built as it is, or null when it can. */
export function findBuildRefusal(artifact: Parameters<typeof requireBuildable>[0]): string | null {
  try {
    requireBuildable(artifact);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.issues[0]?.message ?? error.detail;
  }
}

/** A container of a spec and its path. */
function listContainers(spec: StoredSpec): { container: StoredContainer; path: string }[] {
  return spec.containerGroups.flatMap((group, g) =>
    group.containers.map((container, c) => ({
      container,
      path: `spec.containerGroups[${g}].containers[${c}]`,
    })),
  );
}

function mapContainers(
  spec: StoredSpec,
  change: (container: StoredContainer, group: string) => StoredContainer,
): StoredSpec {
  return {
    ...spec,
    containerGroups: spec.containerGroups.map((group) => ({
      ...group,
      containers: group.containers.map((container) => change(container, group.name)),
    })),
  };
}

interface BuiltImage {
  id: string;
  createdAt: Date;
  source: BuildSource;
  imageUri: string;
}

/**
 * The spec with the image in every container that is still built from this source. Null when there is none: what was
 * built is not what the artifact asks for any more.
 */
export function applyBuild(
  spec: StoredSpec,
  { id, createdAt, source, imageUri }: BuiltImage,
): StoredSpec | null {
  let applied = false;
  const build = { artifactImageBuildId: id, status: "COMPLETED", createdAt: createdAt.toISOString() };
  const changed = mapContainers(spec, (container) => {
    const own = findSource(container);
    if (own === null || !sameJson(own, source)) return container;
    applied = true;
    return { ...container, imageUri, build };
  });
  return applied ? changed : null;
}

/**
 * What somebody writes over a draft, with the builds that the draft has and no client sends. An image that is left out
 * stays as well while it is built from the same: whoever wrote the spec read it before the build ended.
 */
export function keepBuilds(draft: StoredSpec, written: StoredSpec): StoredSpec {
  const known = new Map(
    draft.containerGroups.flatMap((group) =>
      group.containers.map((container) => [`${group.name}/${container.name}`, container] as const),
    ),
  );
  return mapContainers(written, (container, group) => {
    const before = known.get(`${group}/${container.name}`);
    if (!before?.build || !sameJson(before.imageBuildConfig, container.imageBuildConfig)) return container;
    const imageUri = container.imageUri ?? before.imageUri;
    return imageUri === before.imageUri ? { ...container, imageUri, build: before.build } : container;
  });
}

/** How long each phase took so far, in milliseconds. */
export function timePhases(
  { phases, finishedAt }: Pick<BuildRecord, "phases" | "finishedAt">,
  now: Date,
): { phase: BuildPhase; milliseconds: number }[] {
  return phases.map(({ phase, startedAt }, index) => {
    const end = phases[index + 1]?.startedAt ?? finishedAt ?? now;
    return { phase, milliseconds: Math.max(0, end.getTime() - startedAt.getTime()) };
  });
}
