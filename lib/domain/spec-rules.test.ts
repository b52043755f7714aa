import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { artifactInput, findArtifactIssues } from "./artifacts";
import { canonicalSpec } from "./canonical";
import { parseInput } from "./errors";
import { findLoosenings, findSpecIssues, parseSpec } from "./spec-rules";

const samples = join(import.meta.dirname, "../testing/samples/specs");
const documents = readdirSync(samples).filter((name) => name !== "invalid.json");
const invalid = z
  .object({ cases: z.array(z.object({ mistake: z.string(), containers: z.unknown(), path: z.string() })) })
  .parse(JSON.parse(readFileSync(join(samples, "invalid.json"), "utf8")));

const primary = { name: "a", imageUri: "r/a:1", primary: true, port: 8080 };
const specOf = (...containers: unknown[]) => ({ containerGroups: [{ containers }] });

test.each(documents)("%s is accepted, and its stored form is its own input", (name) => {
  const stored = parseInput(artifactInput, parse(readFileSync(join(samples, name), "utf8")));
  expect(parseInput(artifactInput, stored)).toEqual(stored);
  expect(JSON.stringify(parseInput(artifactInput, stored))).toBe(JSON.stringify(stored));
});

test.each(invalid.cases)("$mistake is found at its place", ({ containers, path }) => {
  const issues = findArtifactIssues({ name: "x", spec: { containerGroups: [{ containers }] } });
  expect(issues.map((issue) => issue.path)).toEqual([path]);
});

test("mistakes in fields and across them are found together", () => {
  const issues = findArtifactIssues({
    name: "",
    spec: specOf({ ...primary, port: 80 }, { name: "B", primary: true, port: 8081, imageUri: "r/b:1" }),
  });
  expect(issues.map((issue) => issue.path)).toEqual([
    "name",
    "spec.containerGroups[0].containers[0].port",
    "spec.containerGroups[0].containers[1].name",
    "spec.containerGroups[0].containers",
  ]);
});

test("null means absent, server-set and listed keys are ignored, others are not", () => {
  const container = {
    ...primary,
    build: { status: "x" },
    resourceRequest: { cpu: 1 },
    livenessProbe: null,
    environmentVars: null,
  };
  expect(findSpecIssues({ type: "whatever", ...specOf(container) }, "service")).toEqual([]);
  expect(findSpecIssues({ ...specOf(primary), extra: 1 }, "service").map((issue) => issue.path)).toEqual([
    "spec.extra",
  ]);
});

test("a lone container is the primary and everything gets a name that stays", () => {
  const once = parseSpec(specOf({ imageUri: "r/a:1", port: 8080 }), "service");
  expect(once.containerGroups[0]).toMatchObject({
    name: "default",
    containers: [{ name: "primary", primary: true }],
  });
  const several = parseSpec(specOf(primary, { imageUri: "r/b:1" }, { imageUri: "r/c:1" }), "service");
  expect(several.containerGroups[0]?.containers.map((container) => container.name)).toEqual([
    "a",
    "sidecar",
    "sidecar-2",
  ]);
});

test("probe defaults are filled in as the contract says", () => {
  const spec = parseSpec(specOf({ ...primary, readinessProbe: { path: "/health" } }), "service");
  expect(spec.containerGroups[0]?.containers[0]?.readinessProbe).toEqual({
    path: "/health",
    port: 8080,
    scheme: "HTTP",
    host: null,
    httpHeaders: {},
    initialDelaySeconds: 30,
    periodSeconds: 30,
    timeoutSeconds: 30,
    failureThreshold: 3,
    successThreshold: 1,
  });
});

test.each([
  ["service", { storage: { mode: "nimCache" } }, "spec.storage"],
  ["service", { a2aEnabled: true }, "spec.a2aEnabled"],
  ["agent", { templateId: "t" }, "spec.templateId"],
] as const)("a %s has no field of another type: %j", (type, extra, path) => {
  expect(findSpecIssues({ ...specOf(primary), ...extra }, type).map((issue) => issue.path)).toEqual([path]);
});

test("a nim runs a ready image", () => {
  const issues = findSpecIssues(specOf({ ...primary, imageBuildConfig: {} }), "nim");
  expect(issues.map((issue) => issue.path)).toEqual([
    "spec.containerGroups[0].containers[0].imageBuildConfig",
  ]);
});

test("nonsense is refused without an exception", () => {
  for (const value of [
    null,
    undefined,
    1,
    "x",
    [],
    [null],
    { containerGroups: {} },
    { containerGroups: [[], null, 3] },
  ]) {
    expect(findSpecIssues(value, "service").length).toBeGreaterThan(0);
  }
});

test("equal content has equal canonical text, whatever the platform wrote beside it", () => {
  const spec = parseSpec(specOf(primary), "service");
  const build = { artifactImageBuildId: "1", status: "COMPLETED", createdAt: "2026-08-21T10:00:00Z" };
  const built = structuredClone(spec);
  for (const container of built.containerGroups[0]?.containers ?? []) container.build = build;
  expect(canonicalSpec(built)).toBe(canonicalSpec(spec));
  expect(canonicalSpec(parseSpec(specOf({ ...primary, port: 8081 }), "service"))).not.toBe(
    canonicalSpec(spec),
  );
});

test("what loosens security is named", () => {
  const securityContext = {
    allowPrivilegeEscalation: true,
    capabilities: { add: ["NET_ADMIN"], drop: ["ALL"] },
    seccompProfile: { type: "Unconfined" },
  };
  const path = "spec.containerGroups[0].containers[0].securityContext";
  const loosened = parseSpec(specOf({ ...primary, securityContext }), "service");
  expect(findLoosenings(loosened).map((issue) => issue.path)).toEqual([
    `${path}.allowPrivilegeEscalation`,
    `${path}.capabilities.add`,
    `${path}.seccompProfile.type`,
  ]);
  const tightened = {
    ...primary,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  };
  expect(findLoosenings(parseSpec(specOf(tightened), "service"))).toEqual([]);
});
