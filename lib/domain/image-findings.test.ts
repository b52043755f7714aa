import { describe, expect, test } from "vitest";
import type { ImageFacts } from "./image-facts";
import { findImageWarnings, findWarningsOfImages } from "./image-findings";
import { parseSpec } from "./spec-rules";

const sound: ImageFacts = {
  ...{ pinned: "registry.example/app@sha256:0a", digest: "sha256:0a", platform: "linux/amd64" },
  ...{ platforms: ["linux/amd64", "linux/arm64/v8"], user: "1000", exposedPorts: ["8080/tcp"] },
  ...{ entrypoint: [], command: [], environmentNames: [], sizeBytes: 1 },
};
const primary = { primary: true, port: 8080 };
const found = (facts: Partial<ImageFacts>, container = primary) =>
  findImageWarnings(container, { facts: { ...sound, ...facts }, problem: null }, "c").map(
    ({ path, code, message }) => `${path} ${code}: ${message}`,
  );

describe("an image", () => {
  test("that is as it should be is not worth a word", () => {
    expect(found({})).toEqual([]);
    expect(findImageWarnings(primary, { facts: null, problem: null }, "c")).toEqual([]);
  });

  test.each([null, "0", "root", "0:0", "root:users"])("that runs as %s runs as root", (user) => {
    expect(found({ user })).toEqual([
      "c.imageUri runs_as_root: The image runs as root: name a user in it (USER in its Dockerfile)",
    ]);
  });

  test.each(["1000", "node", "1000:0", "rooter"])("that runs as %s does not", (user) => {
    expect(found({ user })).toEqual([]);
  });

  test("for another platform cannot run", () => {
    expect(found({ platforms: ["linux/arm64/v8"] })).toEqual([
      "c.imageUri no_linux_amd64: There is no linux/amd64 in this image, only linux/arm64/v8: it cannot run here",
    ]);
  });

  test("says which ports it exposes; of a sidecar's nobody knows", () => {
    expect(found({ exposedPorts: ["3000/tcp", "8080/udp"] })).toEqual([
      "c.port port_not_exposed: The image exposes 3000/tcp, 8080/udp, but the primary listens on 8080",
    ]);
    expect(found({ exposedPorts: [] })).toEqual([
      "c.port port_not_exposed: The image exposes no port, but the primary listens on 8080",
    ]);
    expect(found({ exposedPorts: [] }, { primary: false, port: 8080 })).toEqual([]);
  });

  test("that is not there is not found; of one that nobody tells of nothing is said", () => {
    const said = (kind: "not_found" | "not_allowed") =>
      findImageWarnings(primary, { facts: null, problem: { kind, message: "because" } }, "c");
    expect(said("not_found")).toEqual([{ path: "c.imageUri", code: "image_not_found", message: "because" }]);
    expect(said("not_allowed")).toEqual([]);
  });
});

test("before locking, a tag that could not be resolved is said, and a digest needs no resolving", () => {
  const digest = `sha256:${"0a".repeat(32)}`;
  const images = ["registry.example/app:1", `registry.example/app@${digest}`, digest];
  const containers = images.map((imageUri, index) => ({
    name: `c${index}`,
    imageUri,
    ...(index === 0 && primary),
  }));
  const spec = parseSpec({ containerGroups: [{ name: "main", containers }] }, "service");
  const problem = { kind: "not_allowed", message: "nobody may ask" } as const;
  const answers = images.map((image, index) => ({
    ...{ containerGroup: "main", container: `c${index}`, image, pin: null, moved: false, digest: null },
    path: `spec.containerGroups[0].containers[${index}]`,
    ...{ facts: null, problem },
  }));
  expect(findWarningsOfImages(spec, answers)).toEqual([
    {
      path: "spec.containerGroups[0].containers[0].imageUri",
      message: "The tag could not be resolved: nobody may ask",
      code: "tag_not_resolved",
    },
  ]);
});
