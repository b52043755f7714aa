import fc from "fast-check";
import { expect, test } from "vitest";
import { countWords } from "./count-words";

test("counts are grouped as Intl does it", () => {
  const english = new Intl.NumberFormat("en");
  fc.assert(
    fc.property(fc.nat(), (count) => {
      expect(countWords(count)).toBe(english.format(count));
    }),
  );
});
