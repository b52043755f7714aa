import { expect, test } from "vitest";
import { listTreeNodes, ownerOf } from "./document-tree";
import { problemsOf } from "./spec-document";

const text = `name: web
spec:
  containerGroups:
    - containers:
        - { name: web, imageUri: r/web, primary: true, port: 80 }
        - { imageUri: "r/cache:1" }
`;

test("the tree names what has no name, and marks each part with the worst of its own", () => {
  const problems = problemsOf(text, "yaml");
  const value = {
    name: "web",
    spec: { containerGroups: [{ containers: [{ name: "web", primary: true, port: 80 }, {}] }] },
  };
  expect(
    listTreeNodes(value, problems).map(({ level, name, detail, worst }) => [level, name, detail, worst]),
  ).toEqual([
    [1, "web", "about", null],
    [2, "default", "group", null],
    [3, "web", "primary :80", "error"],
    [3, "sidecar", "", null],
  ]);
});

test("whatever the document is, there is the artifact", () => {
  for (const value of [null, undefined, 7, "text", [], { spec: 7 }, { spec: { containerGroups: [null] } }])
    expect(listTreeNodes(value, [])[0]).toMatchObject({ kind: "artifact", path: [] });
});

test("a place belongs to the deepest part around it", () => {
  const nodes = listTreeNodes({ spec: { containerGroups: [{ containers: [{}] }] } }, []);
  const owner = (path: (string | number)[]) => ownerOf(nodes, path)?.kind;
  expect(owner(["spec", "containerGroups", 0, "containers", 0, "port"])).toBe("container");
  expect(owner(["spec", "containerGroups", 0, "containers", 7, "port"])).toBe("group");
  expect(owner(["spec", "containerGroups", 0, "name"])).toBe("group");
  expect(owner(["description"])).toBe("artifact");
});
