import { expect, test } from "vitest";
import { artifactInput } from "./artifacts";
import { findArtifactChanges } from "./audit-changes";
import { masked } from "./masked";

function artifact(environmentVars: object[], more: object = {}) {
  const containers = [{ name: "agent", imageUri: "i:1", port: 8080, environmentVars, ...more }];
  return artifactInput.parse({ name: "claims", spec: { containerGroups: [{ containers }] } });
}
const [level, key] = [
  { name: "LEVEL", value: "info" },
  { name: "API_KEY", value: "hunter2" },
];

test("names instead of positions, masked, with the risk", () => {
  const changes = findArtifactChanges(artifact([level, key]), {
    ...artifact([{ ...key, value: "hunter3" }, level]),
    name: "renamed",
  });
  expect(changes).toEqual([
    { path: "name", before: "claims", after: "renamed", risk: "words" },
    {
      path: "default/agent/environment/API_KEY",
      before: { source: "string", name: "API_KEY", value: masked },
      after: { source: "string", name: "API_KEY", value: masked },
      risk: "credential",
    },
  ]);
});

test("order alone is said when nothing else changed", () => {
  expect(findArtifactChanges(artifact([level, key]), artifact([key, level]))).toEqual([
    { path: "default/agent/environment", after: "2 variables in another order" },
  ]);
});

test("what the platform wrote beside the content is said where it goes", () => {
  const built = artifact([level]);
  const before = structuredClone(built);
  const container = before.spec.containerGroups[0]?.containers[0];
  if (container) container.build = { artifactImageBuildId: "b", status: "COMPLETED", createdAt: "now" };
  expect(findArtifactChanges(before, built)).toEqual([
    { path: "spec.containerGroups[0].containers[0].build", before: expect.anything(), after: null },
  ]);
});
