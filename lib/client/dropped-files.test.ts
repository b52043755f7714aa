import { expect, test } from "vitest";
import { readChosen } from "./dropped-files";

function fileAt(path: string): File {
  const file = new File(["x"], path.split("/").at(-1) ?? "");
  Object.defineProperty(file, "webkitRelativePath", { value: path.includes("/") ? path : "" });
  return file;
}

test("a chosen folder is the source itself, without what tools keep in it", () => {
  const { files, skipped } = readChosen(
    ["app/Dockerfile", "app/src/main.js", "app/.git/config", "app/web/node_modules/x/y.js"].map(fileAt),
  );
  expect(files.map(({ path }) => path)).toEqual(["Dockerfile", "src/main.js"]);
  expect(skipped).toEqual([".git", "web/node_modules"]);
});

test("single files go beside each other", () => {
  expect(readChosen([fileAt("a.txt"), fileAt("node_modules")]).files.map(({ path }) => path)).toEqual([
    "a.txt",
    "node_modules",
  ]);
});
