import { expect, test } from "vitest";
import { z } from "zod";
import { AppError, errorTable, formatPath, issuesFromZod, parseInput, parsePath, toProblem } from "./errors";

test("a path is written as a form reads it, and read back", () => {
  const path = ["spec", "containerGroups", 0, "containers", 12, "port"];
  expect(formatPath(path)).toBe("spec.containerGroups[0].containers[12].port");
  expect(parsePath(formatPath(path))).toEqual(path);
  expect(formatPath([])).toBe("");
  expect(parsePath("")).toEqual([]);
});

test("unknown fields are named one by one, missing ones are called missing", () => {
  const parsed = z.strictObject({ name: z.string() }).safeParse({ nam: 1, size: 2 }, { reportInput: true });
  expect(parsed.error && issuesFromZod(parsed.error, ["spec"])).toEqual([
    { path: "spec.name", message: "Is required", code: "required" },
    { path: "spec.nam", message: 'There is no field "nam" here', code: "unknown_field" },
    { path: "spec.size", message: 'There is no field "size" here', code: "unknown_field" },
  ]);
});

test("a wrong input is refused with every issue", () => {
  expect(() => parseInput(z.object({ a: z.int(), b: z.string() }), { a: 1.5 })).toThrow(
    expect.objectContaining({ code: "invalid", issues: [expect.anything(), expect.anything()] }),
  );
});

test("an unknown error tells nothing of itself", () => {
  const problem = toProblem(new Error("password is hunter2"), "request-1");
  expect(problem).toMatchObject({ code: "internal", requestId: "request-1" });
  expect(JSON.stringify(problem)).not.toContain("hunter2");
});

test("a known error is told whole", () => {
  const blockers = [{ kind: "artifact", id: "1", name: "web" }] as const;
  const problem = toProblem(new AppError("conflict", "In the way", { blockers: [...blockers] }));
  expect(problem).toEqual({
    code: "conflict",
    title: errorTable.conflict.title,
    detail: "In the way",
    issues: [],
    blockers,
  });
});
