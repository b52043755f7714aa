import fc from "fast-check";
import { expect, test } from "vitest";
import { layRows, sectionOf } from "./log-rows";

const at = (...lines: number[]) => lines.map((firstLine) => ({ firstLine, title: "" }));

test("lines of folded sections are no rows, but their first", () => {
  const rows = layRows(12, at(3, 6, 10), (line) => line === 3 || line === 10);
  const lines = Array.from({ length: rows.count }, (_, row) => rows.lineAt(row));
  expect(lines).toEqual([1, 2, 3, 6, 7, 8, 9, 10]);
  expect([4, 5, 11, 12].map((line) => rows.rowOf(line))).toEqual([2, 2, 7, 7]);
});

test("whatever is folded, a row is where its line is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 220 }), { maxLength: 8 }),
      fc.integer({ min: 0, max: 255 }),
      (total, firsts, bits) => {
        const sections = at(...firsts.toSorted((a, b) => a - b));
        const folded = new Set(
          sections.filter((_, index) => (bits >> index) & 1).map(({ firstLine }) => firstLine),
        );
        const rows = layRows(total, sections, (line) => folded.has(line));
        const shown = Array.from({ length: total }, (_, index) => index + 1).filter((line) => {
          const section = sectionOf(sections, line);
          return !section || section.firstLine === line || !folded.has(section.firstLine);
        });
        expect(Array.from({ length: rows.count }, (_, row) => rows.lineAt(row))).toEqual(shown);
        for (const [row, line] of shown.entries()) expect(rows.rowOf(line)).toBe(row);
      },
    ),
  );
});
