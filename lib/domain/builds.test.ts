import { expect, test } from "vitest";
import { applyBuild, type BuildSource, keepBuilds, requireBuildable, timePhases } from "./builds";
import { AppError } from "./errors";
import type { StoredSpec } from "./spec";
import { parseSpec } from "./spec-rules";

const codeRef = (version: string) => ({ datarobot: { catalogId: "cat", catalogVersionId: version } });
const source = (version: string): BuildSource => ({
  catalogId: "cat",
  catalogVersionId: version,
  dockerfile: { source: "provided", path: "./Dockerfile" },
});

interface Container {
  version?: string;
  imageUri?: string;
}

/** A group per container, each with one that is built from this version of the source, or is an image. */
function specOf(...containers: Container[]): StoredSpec {
  const containerGroups = containers.map(({ version, imageUri }, index) => ({
    name: `group-${index}`,
    containers: [
      {
        name: "web",
        port: 8080,
        ...(imageUri === undefined ? {} : { imageUri }),
        ...(version === undefined ? {} : { imageBuildConfig: { codeRef: codeRef(version) } }),
      },
    ],
  }));
  return parseSpec({ containerGroups }, "service");
}
const imagesOf = (spec: StoredSpec | null) =>
  spec?.containerGroups.map(({ containers }) => containers[0]?.imageUri ?? null);
const built = (version: string) => ({
  id: "build",
  createdAt: new Date(0),
  source: source(version),
  imageUri: "sha256:new",
});

test("one build for each distinct source, in the order of the containers", () => {
  const spec = specOf({ version: "2" }, { imageUri: "i:1" }, { version: "1" }, { version: "2" });
  const at = (group: number) => `spec.containerGroups[${group}].containers[0]`;
  expect(requireBuildable({ status: "draft", spec })).toEqual([
    { source: source("2"), path: at(0) },
    { source: source("1"), path: at(2) },
  ]);
});

test("what cannot be built is refused with the place", () => {
  const refusal = (spec: StoredSpec, status: "draft" | "locked" = "draft") => {
    try {
      return requireBuildable({ status, spec });
    } catch (error) {
      return error instanceof AppError ? [error.code, error.issues[0]?.path] : error;
    }
  };
  expect(refusal(specOf({ version: "1" }), "locked")).toEqual(["invalid", undefined]);
  expect(refusal(specOf({ imageUri: "i:1" }))).toEqual([
    "invalid",
    "spec.containerGroups[0].containers[0].imageBuildConfig",
  ]);
  const unchosen = parseSpec(
    { containerGroups: [{ containers: [{ name: "web", port: 8080, imageBuildConfig: {} }] }] },
    "service",
  );
  expect(refusal(unchosen)).toEqual([
    "invalid",
    "spec.containerGroups[0].containers[0].imageBuildConfig.codeRef",
  ]);
});

test("an image goes to every container built from its source and to no other", () => {
  const spec = specOf(
    { version: "1" },
    { version: "2", imageUri: "old" },
    { imageUri: "i:1" },
    { version: "1" },
  );
  const applied = applyBuild(spec, built("1"));
  expect(imagesOf(applied)).toEqual(["sha256:new", "old", "i:1", "sha256:new"]);
  expect(applied?.containerGroups[0]?.containers[0]?.build).toEqual({
    artifactImageBuildId: "build",
    status: "COMPLETED",
    createdAt: "1970-01-01T00:00:00.000Z",
  });
  expect(applyBuild(spec, built("3"))).toBeNull();
});

test("who writes a spec read before the build keeps its image; who says another, or another source, gets that", () => {
  const draft = applyBuild(specOf({ version: "1" }), built("1"));
  if (!draft) throw new Error("nothing was applied");
  const build = draft.containerGroups[0]?.containers[0]?.build;
  const after = (written: StoredSpec) => keepBuilds(draft, written).containerGroups[0]?.containers[0];
  expect(after(specOf({ version: "1" }))).toMatchObject({ imageUri: "sha256:new", build });
  expect(after(specOf({ version: "1", imageUri: "mine:1" }))).toMatchObject({
    imageUri: "mine:1",
    build: null,
  });
  expect(after(specOf({ version: "2" }))).toMatchObject({ imageUri: null, build: null });
  expect(keepBuilds(draft, draft)).toEqual(draft);
});

test("a phase lasts until the next, the last until the end or now", () => {
  const at = (second: number) => new Date(second * 1000);
  const phases = [
    { phase: "queued" as const, startedAt: at(0) },
    { phase: "building" as const, startedAt: at(2) },
  ];
  expect(timePhases({ phases, finishedAt: at(5) }, at(9)).map(({ milliseconds }) => milliseconds)).toEqual([
    2000, 3000,
  ]);
  expect(timePhases({ phases, finishedAt: null }, at(9))[1]?.milliseconds).toBe(7000);
});
