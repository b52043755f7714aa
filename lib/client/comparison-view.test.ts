import { expect, test } from "vitest";
import { changeHash, labelArtifacts, readChangeHash } from "./comparison-view";

const artifact = (name: string, version: number | null, repositoryId = "r") => ({
  name,
  version,
  repositoryId,
});

test("versions of one repository are told apart by number, anything else by name", () => {
  expect(labelArtifacts([artifact("a", 13), artifact("b", 14), artifact("c", null)])).toEqual([
    "v13",
    "v14",
    "draft",
  ]);
  expect(labelArtifacts([artifact("a", null), artifact("b", null)])).toEqual(["a draft", "b draft"]);
  expect(labelArtifacts([artifact("a", 1), artifact("b", 1, "other")])).toEqual(["a v1", "b v1"]);
  expect(labelArtifacts([artifact("a", 1), artifact("a", 1)])).toEqual(["v1", "v1 (2)"]);
});

test.each(["default/agent/environment/LOG_LEVEL", "g/c/routes/%2Fa b", "g/c/environment/ä%25#x"])(
  "%s is found again",
  (address) => {
    expect(readChangeHash(changeHash(address))).toBe(address);
  },
);

test("a hash that is none leads nowhere", () => {
  expect(readChangeHash("")).toBeNull();
  expect(readChangeHash("#%")).toBeNull();
});
