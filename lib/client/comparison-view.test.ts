import { expect, test } from "vitest";
import { changeHash, labelArtifacts, readChangeHash, suggestComparison } from "./comparison-view";

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

test("the newest draft is compared with the newest version, else the two newest of what there is", () => {
  const suggest = (...versions: (number | null)[]) =>
    suggestComparison(versions.map((version, index) => ({ id: `${index} ${version}`, version })));
  expect(suggest(2, null, 1, null)).toEqual(["1 null", "0 2"]);
  expect(suggest(3, 2, 1)).toEqual(["0 3", "1 2"]);
  expect(suggest(null, null)).toEqual(["0 null", "1 null"]);
  expect(suggest(1)).toEqual(["0 1"]);
});
