import { describe, expect, test } from "vitest";
import { parseImageReference, pinReference } from "./image-reference";

const digest = `sha256:${"0a".repeat(32)}`;

describe("an image reference", () => {
  test.each([
    ["node", "docker.io", "library/node", "latest", null],
    ["node:22-slim", "docker.io", "library/node", "22-slim", null],
    ["grafana/grafana:11", "docker.io", "grafana/grafana", "11", null],
    ["index.docker.io/library/node", "docker.io", "library/node", "latest", null],
    ["docker.io/node", "docker.io", "library/node", "latest", null],
    ["localhost/app", "localhost", "app", "latest", null],
    ["localhost:5000/team/app:1.0", "localhost:5000", "team/app", "1.0", null],
    ["127.0.0.1:5000/app", "127.0.0.1:5000", "app", "latest", null],
    ["[::1]:5000/app:1", "[::1]:5000", "app", "1", null],
    ["Registry/app", "Registry", "app", "latest", null],
    ["ghcr.io/a/b/c__d-e.f:v1", "ghcr.io", "a/b/c__d-e.f", "v1", null],
    [`ghcr.io/a/b@${digest}`, "ghcr.io", "a/b", null, digest],
    [`ghcr.io/a/b:1@${digest}`, "ghcr.io", "a/b", "1", digest],
  ])("%s", (text, registry, repository, tag, pinned) => {
    expect(parseImageReference(text)).toEqual({ registry, repository, tag, digest: pinned });
  });

  test.each([
    "",
    "UPPER",
    "a b",
    "a//b",
    "/a",
    "a/",
    "a:",
    "a:b:c",
    "a@sha256:12",
    "http://a/b",
    "a___b",
    "-a",
    "host.example:port/a",
    "a:.hidden",
    `a:${"t".repeat(129)}`,
    "a".repeat(256),
    "ghcr.io/../etc",
    "ghcr.io/a?x",
  ])("not %j", (text) => {
    expect(parseImageReference(text)).toBeNull();
  });

  test("is pinned to a digest without its tag", () => {
    const reference = parseImageReference("node:22");
    expect(reference && pinReference(reference, digest)).toBe(`docker.io/library/node@${digest}`);
  });
});
