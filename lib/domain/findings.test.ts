import { describe, expect, test } from "vitest";
import { findRawWarnings, findWarnings, looksLikeCredential } from "./findings";
import { parseSpec } from "./spec-rules";

const probe = { path: "/", port: 8080, periodSeconds: 10, timeoutSeconds: 5 };
const sound = { name: "web", imageUri: "r/web:1.4.2", primary: true, port: 8080, readinessProbe: probe };

function warningsOf(...containers: object[]): string[] {
  const spec = parseSpec({ containerGroups: [{ containers }] }, "service");
  return findWarnings(spec).map(
    ({ code, path }) => `${code} ${path.replace("spec.containerGroups[0].", "")}`,
  );
}

describe("findWarnings", () => {
  test("a sound container has none", () => {
    expect(warningsOf(sound)).toEqual([]);
  });

  test.each<[string, object, string[]]>([
    [
      "no readiness probe",
      { readinessProbe: undefined },
      ["no_readiness_probe containers[0].readinessProbe"],
    ],
    ["image without tag", { imageUri: "localhost:5000/web" }, ["moving_tag containers[0].imageUri"]],
    ["latest", { imageUri: "r/web:latest" }, ["moving_tag containers[0].imageUri"]],
    ["a digest needs no tag", { imageUri: `r/web@sha256:${"a".repeat(64)}` }, []],
    [
      "probe of another port",
      { readinessProbe: { ...probe, port: 8081 } },
      ["probe_port containers[0].readinessProbe.port"],
    ],
    [
      "timeout over period",
      { readinessProbe: { ...probe, timeoutSeconds: 11 } },
      ["timeout_over_period containers[0].readinessProbe.timeoutSeconds"],
    ],
    [
      "plain credential",
      { environmentVars: [{ name: "A" }, { name: "DB_PASSWORD", value: "x" }] },
      ["plain_credential containers[0].environmentVars[1].value"],
    ],
    ["empty credential", { environmentVars: [{ name: "DB_PASSWORD" }] }, []],
    [
      "credential by reference",
      { environmentVars: [{ source: "dr-credential", name: "DB_PASSWORD", drCredentialId: "1", key: "p" }] },
      [],
    ],
    [
      "killed before ready",
      {
        readinessProbe: { ...probe, initialDelaySeconds: 120 },
        livenessProbe: { ...probe, initialDelaySeconds: 10, failureThreshold: 3 },
      },
      ["killed_before_ready containers[0].livenessProbe"],
    ],
    [
      "a startup probe holds liveness back",
      {
        startupProbe: { ...probe, initialDelaySeconds: 0, failureThreshold: 30 },
        readinessProbe: { ...probe, initialDelaySeconds: 120 },
        livenessProbe: { ...probe, initialDelaySeconds: 10, failureThreshold: 3 },
      },
      [],
    ],
    [
      "ended before it is taken out",
      { readinessProbe: { ...probe, failureThreshold: 9 }, livenessProbe: probe },
      ["ended_before_taken_out containers[0].livenessProbe"],
    ],
    [
      "startup waits longer than it asks",
      { startupProbe: { ...probe, initialDelaySeconds: 60 } },
      ["delay_over_window containers[0].startupProbe.initialDelaySeconds"],
    ],
    ["a startup probe of defaults", { startupProbe: { path: "/" } }, []],
    [
      "a delay longer than startup may take",
      {
        startupProbe: { ...probe, initialDelaySeconds: 0, failureThreshold: 5 },
        readinessProbe: { ...probe, initialDelaySeconds: 41 },
      },
      ["delay_after_startup containers[0].readinessProbe.initialDelaySeconds"],
    ],
    [
      "more successes than a killing probe may ask for",
      {
        startupProbe: { ...probe, initialDelaySeconds: 0, failureThreshold: 30, successThreshold: 2 },
        livenessProbe: { ...probe, successThreshold: 2 },
        readinessProbe: { ...probe, successThreshold: 2 },
      },
      [
        "success_threshold containers[0].startupProbe.successThreshold",
        "success_threshold containers[0].livenessProbe.successThreshold",
      ],
    ],
  ])("%s", (_case, change, expected) => {
    expect(warningsOf({ ...sound, ...change })).toEqual(expected);
  });

  test("a sidecar needs no readiness probe, and may be probed at any port", () => {
    expect(
      warningsOf(sound, { name: "b", imageUri: "r/b:1", livenessProbe: { ...probe, port: 9000 } }),
    ).toEqual([]);
  });
});

test("a raw document keeps the warnings of what is right in it", () => {
  const broken = { ...sound, port: 80, replicas: 3, imageUri: "r/web", readinessProbe: { port: "x" } };
  const document = { spec: { containerGroups: [{ containers: [broken, { name: "b", imageUri: "r/b" }] }] } };
  expect(findRawWarnings(document)).toMatchObject([
    { code: "moving_tag", path: "spec.containerGroups[0].containers[0].imageUri" },
    { code: "moving_tag", path: "spec.containerGroups[0].containers[1].imageUri" },
  ]);
  for (const nonsense of [
    null,
    1,
    {},
    { spec: [] },
    { spec: { containerGroups: [null, { containers: 1 }] } },
  ]) {
    expect(findRawWarnings(nonsense)).toEqual([]);
  }
});

test("one wrong variable takes no warning from the others, which keep their places", () => {
  const environmentVars = [
    { name: "1 WRONG", value: 3 },
    { name: "API_TOKEN", source: "string", value: "abc" },
    null,
    { name: "DB_PASSWORD", source: "string", value: "def", extra: true },
    { name: "CLIENT_SECRET", source: "string", value: "ghi" },
  ];
  const document = { spec: { containerGroups: [{ containers: [{ ...sound, environmentVars }] }] } };
  const place = "spec.containerGroups[0].containers[0].environmentVars";
  expect(findRawWarnings(document)).toMatchObject([
    { code: "plain_credential", path: `${place}[1].value` },
    { code: "plain_credential", path: `${place}[4].value` },
  ]);
});

test.each([
  ["DB_PASSWORD", true],
  ["OPENAI_API_KEY", true],
  ["apikey", true],
  ["GITHUB_TOKEN", true],
  ["CLIENT_SECRET", true],
  ["LOG_LEVEL", false],
  ["KEYBOARD", false],
])("%s looks like a credential: %s", (name, expected) => {
  expect(looksLikeCredential(name)).toBe(expected);
});
