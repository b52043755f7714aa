import { expect, test } from "vitest";
import { makeTree } from "./file-tree";

test("files lie in their folders", () => {
  const tree = makeTree(["Dockerfile", "app/a/x", "app/b", "lib/c/d/e"], (path) => path);
  expect(tree.files.map(({ name }) => name)).toEqual(["Dockerfile"]);
  expect(tree.folders.map(({ path }) => path)).toEqual(["app", "lib"]);
  expect(tree.folders[0]?.tree).toMatchObject({
    folders: [{ name: "a", path: "app/a", tree: { files: [{ name: "x", leaf: "app/a/x" }] } }],
    files: [{ name: "b", leaf: "app/b" }],
  });
  expect(tree.folders[1]?.tree.folders[0]?.tree.folders[0]?.path).toBe("lib/c/d");
});
