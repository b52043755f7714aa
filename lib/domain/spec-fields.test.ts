import { expect, test } from "vitest";
import { z } from "zod";
import { artifactDocument } from "./artifacts";
import { findFieldHint } from "./spec-fields";

test("a path finds the hint of its field, whatever the indexes", () => {
  const hint = findFieldHint([
    "spec",
    "containerGroups",
    0,
    "containers",
    3,
    "readinessProbe",
    "periodSeconds",
  ]);
  expect(hint?.label).toBe("Period, s");
  expect(findFieldHint(["spec", "nothing", "path"])).toBeNull();
  expect(findFieldHint(["toString"])).toBeNull();
});

/** Every path of properties in a JSON schema, through lists and variants; header names are the writer's own. */
function pathsOf(schema: unknown, path: string[] = []): string[][] {
  if (typeof schema !== "object" || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one) => pathsOf(one, path));
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key !== "properties") return ["items", "anyOf", "oneOf"].includes(key) ? pathsOf(value, path) : [];
    return Object.entries(value ?? {}).flatMap(([name, field]) => [
      [...path, name],
      ...pathsOf(field, [...path, name]),
    ]);
  });
}

test("every field of the schema has a hint, found by its path", () => {
  const paths = pathsOf(z.toJSONSchema(artifactDocument, { io: "input", unrepresentable: "any" }));
  expect(paths.length).toBeGreaterThan(80);
  expect(paths.filter((path) => !findFieldHint(path)).map((path) => path.join("."))).toEqual([]);
});
