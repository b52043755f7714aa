import { expect, test } from "vitest";
import type { TableCell } from "#lib/domain/comparison-table";
import { masked } from "#lib/domain/masked";
import { drawSection } from "./comparison-cells";

const draw = (...cells: TableCell[]) => {
  const rows = [{ address: "a/b/port", words: "port", risks: ["port" as const], cells }];
  const { rows: drawn } = drawSection({ address: "a/b", title: "b", was: null, rows });
  return drawn[0]?.cells;
};

test("what stays is said once, and what it was beside what it became", () => {
  const base: TableCell = { state: "same", value: 8080 };
  expect(draw(base, base, { state: "changed", value: 9090 })).toEqual([
    { look: "old", text: "8080" },
    null,
    { look: "new", text: "9090" },
  ]);
});

test("what is not there, went or differs in part is said in words", () => {
  expect(draw({ state: "absent" }, { state: "removed" }, { state: "inside" }, { state: "absent" })).toEqual(
    ["—", "removed", "differs in part", "—"].map((text) => ({ look: "words", text })),
  );
});

test("of what is masked it is said whether it stayed", () => {
  const base: TableCell = { state: "same", value: masked };
  expect(draw(base, base, { state: "changed", value: masked })?.slice(1)).toEqual([
    { look: "value", text: `${masked} same` },
    { look: "new", text: `${masked} changed` },
  ]);
});

test("of two commands each argument with whether the other has it", () => {
  const base: TableCell = { state: "same", value: ["serve", "--all"] };
  expect(draw(base, { state: "changed", value: ["serve", "--a b"] })).toEqual([
    {
      look: "old",
      text: [
        { text: "serve", same: true },
        { text: "--all", same: false },
      ],
    },
    {
      look: "new",
      text: [
        { text: "serve", same: true },
        { text: "'--a b'", same: false },
      ],
    },
  ]);
});
