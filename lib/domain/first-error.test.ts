import { expect, test } from "vitest";
import { findFirstError } from "./first-error";

const lines = (...texts: string[]) => texts.map((text, index) => ({ number: index + 1, text }));

test.each([
  ["npm", 2, ["npm warn deprecated x@1", "npm error code E404", "npm error 404 Not Found"]],
  ["a missing module", 2, ["checking", "Error: Cannot find module 'x'", "    at file.js:1"]],
  ["a shell", 1, ["/bin/sh: 1: gcc: not found"]],
  ["python", 2, ["Collecting x", "Traceback (most recent call last):", "ValueError: no"]],
  ["tsc", 1, ["src/a.ts(1,2): error TS2304: Cannot find name 'x'.", "Found 1 error."]],
  ["nothing that says so", 2, ["first", "last words", ""]],
])("%s", (_name, number, texts) => {
  expect(findFirstError(lines(...texts))).toBe(number);
});

test("what only looks like an error is passed over", () => {
  const texts = ["added error-handling 1.0", "0 errors, 0 warnings", "cp --no-error a b", "fatal: no branch"];
  expect(findFirstError(lines(...texts))).toBe(4);
  expect(findFirstError([])).toBeNull();
});
