import { expect, test } from "vitest";
import type { TextProblem } from "./spec-document";
import { lineOf, worstByLine } from "./text-lines";

test("lines count from 1, and a line end belongs to its line", () => {
  expect([0, 1, 2, 3, 4].map((offset) => lineOf("a\nb\n", offset))).toEqual([1, 1, 2, 2, 3]);
});

test("of each line the worst is marked", () => {
  const at = (from: number, severity: TextProblem["severity"]): TextProblem => ({
    from,
    to: from,
    severity,
    message: "",
    path: "",
    where: "",
    code: "",
  });
  const marks = worstByLine("a\nb\nc", [at(0, "error"), at(1, "warning"), at(4, "warning")]);
  expect([...marks]).toEqual([
    [1, "error"],
    [3, "warning"],
  ]);
});
