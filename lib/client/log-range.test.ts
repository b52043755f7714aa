import { expect, test } from "vitest";
import { formatLineHash, parseLineHash, rangeTo } from "./log-range";

test.each([
  ["#L120", { from: 120, to: 120 }],
  ["#L120-L130", { from: 120, to: 130 }],
  ["#L130-L120", { from: 120, to: 130 }],
  ["#L7-9", { from: 7, to: 9 }],
  ["#L0", null],
  ["#L", null],
  ["#top", null],
  ["", null],
])("%s", (hash, range) => {
  expect(parseLineHash(hash)).toEqual(range);
});

test("a range is written as it is read", () => {
  for (const range of [rangeTo(5, 5), rangeTo(9, 3)])
    expect(parseLineHash(formatLineHash(range))).toEqual(range);
});
