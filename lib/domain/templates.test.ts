import { expect, test } from "vitest";
import { parse } from "yaml";
import { artifactInput } from "./artifacts";
import { parseInput } from "./errors";
import { findWarnings } from "./findings";
import { artifactTemplates, findTemplate } from "./templates";

test.each(artifactTemplates)("$id is accepted as it stands and gives no warning", ({ text }) => {
  const artifact = parseInput(artifactInput, parse(text));
  expect(findWarnings(artifact.spec)).toEqual([]);
});

test("an unknown or absent id finds nothing", () => {
  expect(findTemplate("no-such")).toBeNull();
  expect(findTemplate(undefined)).toBeNull();
});
