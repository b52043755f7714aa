import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryDocument } from "#lib/testing/arbitrary-spec";
import { readDocument, writeDocument } from "./spec-document";
import { carryOver, editText } from "./text-edits";

const manyRuns = 10_000;

test(`${manyRuns} documents go from the form to YAML, to JSON, back to YAML and to the form without a difference`, () => {
  let runs = 0;
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      const yaml = editText("", "yaml", [{ kind: "set", path: [], value: document }]) ?? "";
      const json = carryOver("{}", "json", {}, document) ?? "";
      const inJson: unknown = JSON.parse(json);
      expect(inJson).toEqual(document);
      expect(carryOver(yaml, "yaml", document, inJson)).toBe(yaml);
      expect(readDocument(yaml, "yaml").value).toEqual(document);
      runs += 1;
    }),
    { numRuns: manyRuns, endOnFailure: true },
  );
  expect(runs).toBe(manyRuns);
}, 1_200_000);

test("what becomes another document in one view is the same in the other", () => {
  fc.assert(
    fc.property(arbitraryDocument, arbitraryDocument, (document, other) => {
      const yaml = carryOver(writeDocument(document, "yaml"), "yaml", document, other);
      expect(readDocument(yaml ?? "", "yaml").value).toEqual(other);
      const json = carryOver(writeDocument(document, "json"), "json", document, other);
      expect(JSON.parse(json ?? "")).toEqual(other);
    }),
    { numRuns: 20, endOnFailure: true },
  );
}, 120_000);
