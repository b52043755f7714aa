import { expect, test } from "vitest";
import { findArtifactIssues } from "#lib/domain/artifacts";
import { valueAt } from "#lib/domain/json-values";
import { editValue } from "./document-edits";
import {
  addContainer,
  addGroup,
  duplicateNode,
  makePrimary,
  moveNode,
  removeNode,
  type StructureEdit,
} from "./structure-edits";

const at = (container: number, group = 0) => ["spec", "containerGroups", group, "containers", container];
const listOf = (value: unknown, group = 0) =>
  valueAt(value, ["spec", "containerGroups", group, "containers"]);

const document = {
  name: "web",
  spec: {
    containerGroups: [
      {
        name: "default",
        containers: [
          {
            name: "web",
            imageUri: "r/web:1",
            primary: true,
            port: 8080,
            routes: [{ path: "/", auth: "required" }],
          },
          { name: "cache", imageUri: "r/cache:1" },
        ],
      },
    ],
  },
};

function after(value: unknown, change: StructureEdit | null): unknown {
  if (!change) throw new Error("Nothing can be done");
  return editValue(value, change.edits);
}

test("a sidecar comes last, named and with only its image to be given", () => {
  const change = addContainer(document, at(0));
  const value = after(document, change);
  expect(listOf(value)).toMatchObject([{ name: "web" }, { name: "cache" }, { name: "sidecar" }]);
  expect(change.goTo).toEqual([...at(2), "imageUri"]);
  expect(findArtifactIssues(value).map(({ path }) => path)).toEqual([
    "spec.containerGroups[0].containers[2].imageUri",
  ]);
});

test("beside a sidecar a lone container says that it is the primary", () => {
  const lone = {
    name: "web",
    spec: { containerGroups: [{ containers: [{ imageUri: "r/web:1", port: 8080 }] }] },
  };
  expect(listOf(after(lone, addContainer(lone, [])))).toMatchObject([{ primary: true }, { name: "sidecar" }]);
});

test("into an empty document comes a group with a primary", () => {
  for (const empty of [null, {}, { name: "web", spec: {} }, { spec: { containerGroups: [] } }]) {
    expect(listOf(after(empty, addContainer(empty, [])))).toEqual([
      { name: "primary", imageUri: "", primary: true, port: 8080 },
    ]);
  }
  const second = after(document, addGroup(document));
  expect(valueAt(second, ["spec", "containerGroups", 1, "name"])).toBe("default-2");
});

test("the copy of a primary is a sidecar of a free name right behind it", () => {
  const value = after(document, duplicateNode(document, at(0)));
  expect(listOf(value)).toEqual([
    document.spec.containerGroups[0]?.containers[0],
    { name: "web-2", imageUri: "r/web:1" },
    { name: "cache", imageUri: "r/cache:1" },
  ]);
  expect(findArtifactIssues(value)).toEqual([]);
  const twice = after(document, duplicateNode(document, ["spec", "containerGroups", 0]));
  expect(valueAt(twice, ["spec", "containerGroups", 1, "name"])).toBe("default-2");
  expect(findArtifactIssues(twice)).toEqual([]);
});

test("another primary takes over the port and the routes", () => {
  const value = after(document, makePrimary(document, at(1)));
  expect(listOf(value)).toEqual([
    { name: "web", imageUri: "r/web:1" },
    {
      name: "cache",
      imageUri: "r/cache:1",
      primary: true,
      port: 8080,
      routes: [{ path: "/", auth: "required" }],
    },
  ]);
  expect(findArtifactIssues(value)).toEqual([]);
});

test("removing goes to the next one, and the artifact itself stays", () => {
  expect(removeNode(document, at(0))).toMatchObject({ goTo: at(0) });
  expect(removeNode(document, at(1))).toMatchObject({ goTo: at(0) });
  expect(removeNode(document, [])).toBeNull();
});

test("moving ends at the ends", () => {
  expect(moveNode(document, at(0), -1)).toBeNull();
  expect(moveNode(document, at(1), 1)).toBeNull();
  expect(listOf(after(document, moveNode(document, at(0), 1)))).toMatchObject([
    { name: "cache" },
    { name: "web" },
  ]);
});
