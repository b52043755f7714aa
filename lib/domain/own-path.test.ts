import { expect, test } from "vitest";
import { ownPath } from "./own-path";

test.each([
  ["/repositories?search=a%20b&type=nim", "/repositories?search=a%20b&type=nim"],
  ["/a/../b", "/b"],
  [undefined, "/"],
  ["", "/"],
  ["repositories", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example/", "/"],
  ["/\t/evil.example/", "/"],
  ["javascript:alert(1)", "/"],
  ["//", "/"],
])("after signing in, %j leads to %j", (next, path) => {
  expect(ownPath(next)).toBe(path);
});
