import { expect, test } from "vitest";
import { changeForm, removeField } from "./field-edits";

const container = ["spec", "containerGroups", 0, "containers", 0];

function documentWith(value: unknown) {
  return { spec: { containerGroups: [{ containers: [value] }] } };
}

test("the last field of a group takes the group with it", () => {
  const document = documentWith({ securityContext: { capabilities: { drop: ["ALL"] } } });
  expect(removeField(document, [...container, "securityContext", "capabilities", "drop"])).toEqual([
    { kind: "remove", path: [...container, "securityContext"] },
  ]);
});

test("a group that still holds something stays", () => {
  const document = documentWith({ securityContext: { capabilities: { drop: ["ALL"], add: ["X"] } } });
  expect(removeField(document, [...container, "securityContext", "capabilities", "drop"])).toEqual([
    { kind: "remove", path: [...container, "securityContext", "capabilities", "drop"] },
  ]);
});

test("a probe whose path is being typed anew stays, and so does a container", () => {
  const probe = [...container, "readinessProbe", "path"];
  expect(removeField(documentWith({ readinessProbe: { path: "/" } }), probe)).toEqual([
    { kind: "remove", path: probe },
  ]);
  const port = [...container, "port"];
  expect(removeField(documentWith({ port: 1 }), port)).toEqual([{ kind: "remove", path: port }]);
});

test("what is not there needs no edit", () => {
  expect(removeField(documentWith({}), [...container, "port"])).toEqual([]);
});

test("another source of a variable drops what only the first one has", () => {
  const path = [...container, "environmentVars", 0];
  const plain = documentWith({ environmentVars: [{ name: "TOKEN", value: "x" }] });
  expect(changeForm(plain, path, "source", "dr-credential")).toEqual([
    { kind: "set", path: [...path, "source"], value: "dr-credential" },
    { kind: "remove", path: [...path, "value"] },
  ]);
  const same = documentWith({ environmentVars: [{ source: "string", name: "A", value: "x", other: 1 }] });
  expect(changeForm(same, path, "source", "string")).toEqual([]);
});

test("a generated Dockerfile has no path", () => {
  const path = [...container, "imageBuildConfig", "dockerfile"];
  const document = documentWith({ imageBuildConfig: { dockerfile: { path: "./Dockerfile" } } });
  expect(changeForm(document, path, "source", "generated")).toContainEqual({
    kind: "remove",
    path: [...path, "path"],
  });
});
