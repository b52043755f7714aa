import { intlFormatDistance } from "date-fns/intlFormatDistance";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exactTime, relativeTime } from "./time-words";

const now = new Date("2026-11-24T10:00:00Z");

test.each([
  ["2026-11-24T09:56:00Z", "4 min ago"],
  ["2026-11-23T09:00:00Z", "yesterday"],
  ["2026-10-01T09:00:00Z", "1 Oct"],
  ["2025-11-12T09:00:00Z", "12 Nov 2025"],
])("%s is %s", (date, words) => {
  expect(relativeTime(date, now)).toBe(words);
});

test("the exact time is in UTC", () => {
  expect(exactTime("2026-11-24T10:00:00.123+01:00")).toBe("2026-11-24 09:00:00 UTC");
});

test("what is not long ago is said as date-fns says it", () => {
  const weeks = 4 * 7 * 24 * 60 * 60 * 1000;
  fc.assert(
    fc.property(fc.integer({ min: -weeks + 1, max: 3_600_000 }), (by) => {
      const at = new Date(now.getTime() + by);
      const expected = intlFormatDistance(at, now, { locale: "en", numeric: "auto", style: "short" });
      expect(relativeTime(at, now)).toBe(expected.replace(".", ""));
    }),
    { numRuns: 1000 },
  );
});
