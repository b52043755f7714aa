import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryArtifact } from "#lib/testing/arbitrary-spec";
import { artifactInput } from "./artifacts";
import { compactDocument } from "./compact";

describe("compactDocument", () => {
  test("reading the short document gives the same artifact", () => {
    fc.assert(
      fc.property(arbitraryArtifact, (artifact) => {
        const { name, description, type, spec } = artifactInput.parse(compactDocument(artifact));
        expect({ name, description, type, spec }).toEqual({
          name: artifact.name,
          description: artifact.description,
          type: artifact.type,
          spec: artifact.spec,
        });
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  test("leaves out what reading fills in, and keeps names and ports", () => {
    const artifact = artifactInput.parse({
      name: "greeter",
      spec: {
        containerGroups: [
          {
            containers: [
              {
                name: "web",
                imageBuildConfig: {},
                port: 8080,
                environmentVars: [{ name: "A", value: "1" }, { name: "EMPTY" }],
                readinessProbe: { path: "/readyz", periodSeconds: 5 },
              },
            ],
          },
        ],
      },
    });
    expect(compactDocument(artifact)).toEqual({
      name: "greeter",
      spec: {
        containerGroups: [
          {
            name: "default",
            containers: [
              {
                name: "web",
                port: 8080,
                primary: true,
                environmentVars: [{ name: "A", value: "1" }, { name: "EMPTY" }],
                readinessProbe: { path: "/readyz", port: 8080, periodSeconds: 5 },
                imageBuildConfig: {},
              },
            ],
          },
        ],
      },
    });
  });
});
