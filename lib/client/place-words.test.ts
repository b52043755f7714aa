import { expect, test } from "vitest";
import { parseSpec } from "#lib/domain/spec-rules";
import { placeWords } from "./place-words";

const container = {
  name: "agent",
  imageUri: "app:1",
  port: 8080,
  environmentVars: [{ name: "API_KEY", value: "x" }],
};
const one = parseSpec({ containerGroups: [{ containers: [container] }] }, "service");
const two = parseSpec(
  {
    containerGroups: [
      { name: "a", containers: [container] },
      { name: "b", containers: [container] },
    ],
  },
  "service",
);
const at = "spec.containerGroups[0].containers[0]";

test.each([
  [`${at}.readinessProbe.port`, "agent · readinessProbe.port"],
  [`${at}.environmentVars[0].value`, "agent · API_KEY"],
  [at, "agent"],
  ["spec.storage.pvcSize", "spec.storage.pvcSize"],
  ["spec.containerGroups[7].containers[0].port", "spec.containerGroups[7].containers[0].port"],
])("%s is %s", (path, words) => {
  expect(placeWords(path, one)).toBe(words);
});

test("names the group where there are several", () => {
  expect(placeWords("spec.containerGroups[1].containers[0].port", two)).toBe("b · agent · port");
});
