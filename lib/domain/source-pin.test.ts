import { expect, test } from "vitest";
import { pinSource } from "./source-pin";

const source = { catalogId: "c", catalogVersionId: "v" };
const codeRef = { datarobot: source };

test("the primary container is built from it, wherever it stands; everything else stays", () => {
  const sidecar = { name: "side", imageUri: "x" };
  const dockerfile = { source: "provided", path: "deploy/Dockerfile" };
  const before = {
    storage: null,
    containerGroups: [
      { name: "a", containers: [sidecar] },
      { name: "b", containers: [sidecar, { name: "web", primary: true, imageBuildConfig: { dockerfile } }] },
    ],
  };
  expect(pinSource(before, source)).toEqual({
    storage: null,
    containerGroups: [
      { name: "a", containers: [sidecar] },
      {
        name: "b",
        containers: [sidecar, { name: "web", primary: true, imageBuildConfig: { dockerfile, codeRef } }],
      },
    ],
  });
});

test("one that was not built gets the build of a Dockerfile in the source", () => {
  expect(
    pinSource({ containerGroups: [{ containers: [{ imageUri: "x", imageBuildConfig: null }] }] }, source),
  ).toEqual({
    containerGroups: [
      {
        containers: [{ imageUri: "x", imageBuildConfig: { dockerfile: { source: "provided" }, codeRef } }],
      },
    ],
  });
});
