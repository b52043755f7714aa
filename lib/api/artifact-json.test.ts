import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArtifactView } from "#lib/operations/artifact-views";
import { arbitraryArtifact } from "#lib/testing/arbitrary-spec";
import { artifactFormatted, artifactJson, formatArtifact } from "./artifact-json";

const made = new Date("2026-08-21T10:00:00.123Z");
const view = {
  id: "68b0c1d2e3f4a5b6c7d8e9f0",
  status: "locked",
  version: 1,
  revision: 2,
  repositoryId: "68b1c1d2e3f4a5b6c7d8e9f0",
  specDigest: "ab".repeat(32),
  parentId: null,
  creator: { id: "68b2c1d2e3f4a5b6c7d8e9f0", name: "Ada", email: "ada@example.test" },
  tags: [{ id: "68b3c1d2e3f4a5b6c7d8e9f0", name: '"}', value: "\\" }],
  createdAt: made,
  updatedAt: made,
  lockedAt: made,
  lockReason: null,
  permissions: ["*"],
  can: ["view"],
  myRole: "OWNER",
} satisfies Omit<ArtifactView, "name" | "description" | "type" | "spec">;

test("text put together from stored text says what the parsed way says, and is what the schema promises", () => {
  fc.assert(
    fc.property(arbitraryArtifact, ({ name, description, type, spec }) => {
      const artifact = { ...view, name, description, type };
      const text = artifactJson({ ...artifact, specText: JSON.stringify(spec) });
      const formatted = formatArtifact({ ...artifact, spec });
      expect(text).toBe(JSON.stringify(formatted));
      expect(artifactFormatted.parse(JSON.parse(text))).toEqual(formatted);
    }),
  );
});
