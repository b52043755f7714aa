import fc from "fast-check";
import { expect, test } from "vitest";
import { layJson } from "./json-lines";

test("is written as JSON.stringify does", () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
      const text = JSON.stringify(value);
      expect(layJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
      expect(layJson(JSON.stringify(value, null, 7))).toBe(layJson(text));
    }),
  );
});

test.each([
  ['{"id":12345678901234567890,"ratio":1.50e2}', '{\n  "id": 12345678901234567890,\n  "ratio": 1.50e2\n}'],
  ['{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
  ["[ ]", "[]"],
])("%s keeps every token", (text, laid) => {
  expect(layJson(text)).toBe(laid);
});

test.each(["", "plain", "12", '{"half', "<html>", "[1] x"])("%j is none", (text) => {
  expect(layJson(text)).toBeNull();
});
