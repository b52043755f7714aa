import { expect, test } from "vitest";
import { containerFields } from "#lib/domain/container-fields";
import { editedFields, isPrimary, mayHave, sectionsOfContainer, typeMayHave } from "./form-sections";

test("every field of a container is in one section", () => {
  const fields = editedFields(containerFields);
  const placed = sectionsOfContainer(fields).flatMap((section) => section.fields.map(({ name }) => name));
  expect(placed.toSorted()).toEqual(fields.map(({ name }) => name).toSorted());
  expect(placed[0]).toBe("name");
  expect(placed.at(-1)).toBe("description");
});

test("a lone container is the primary", () => {
  const [a, b] = [{ name: "a" }, { name: "b", primary: true }];
  expect(isPrimary({ containers: [a] }, a)).toBe(true);
  expect(isPrimary({ containers: [a, b] }, a)).toBe(false);
  expect(isPrimary({ containers: [a, b] }, b)).toBe(true);
  expect(isPrimary(null, "x")).toBe(false);
});

test("what a sidecar and a type may not have is not offered", () => {
  expect(mayHave("port", false, "service")).toBe(false);
  expect(mayHave("port", true, "nim")).toBe(true);
  expect(mayHave("imageBuildConfig", true, "nim")).toBe(false);
  expect(mayHave("imageBuildConfig", true, undefined)).toBe(true);
  expect(mayHave("livenessProbe", false, "service")).toBe(true);
  expect(typeMayHave("storage", "nim")).toBe(true);
  expect(typeMayHave("storage", undefined)).toBe(false);
  expect(typeMayHave("a2aEnabled", "agent")).toBe(true);
});
