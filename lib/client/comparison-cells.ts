import type { TableCell, TableRow, TableSection } from "#lib/domain/comparison-table";
import { riskTable } from "#lib/domain/risk-table";
import { isMasked, specValueText, type ValueText } from "./spec-value-text";

/** A cell as it is drawn: words about the value, or the value as it stays, was or became. */
export interface DrawnCell {
  look: "words" | "value" | "old" | "new";
  text: ValueText;
}

export interface DrawnRow {
  address: string;
  words: string;
  risks: (typeof riskTable)[keyof typeof riskTable][];
  /** The base's first; of the others null where the text is the base's. */
  cells: (DrawnCell | null)[];
}

export type DrawnSection = Omit<TableSection, "rows"> & { rows: DrawnRow[] };

/**
 * A section of a comparison with its values as texts: what draws it needs no word of the specification, and what stays
 * is sent once and not once an artifact.
 */
export function drawSection({ rows, ...section }: TableSection): DrawnSection {
  return { ...section, rows: rows.map(drawRow) };
}

function drawRow({
  address,
  words,
  risks,
  cells: [base = { state: "absent" }, ...others],
}: TableRow): DrawnRow {
  return {
    address,
    words,
    risks: risks.map((risk) => riskTable[risk]),
    cells: [drawBase(base, others), ...others.map((cell) => drawOther(cell, base.value))],
  };
}

const nothing: DrawnCell = { look: "words", text: "—" };

function drawBase({ value }: TableCell, others: readonly TableCell[]): DrawnCell {
  if (value === undefined) return nothing;
  const differs = others.some(({ state }) => state === "changed" || state === "removed");
  const [only] = others;
  const other = others.length === 1 ? only?.value : undefined;
  return { look: differs ? "old" : "value", text: specValueText(value, { other }) };
}

function drawOther({ state, value }: TableCell, base: unknown): DrawnCell | null {
  if (state === "removed") return { look: "words", text: "removed" };
  if (state === "inside") return { look: "words", text: "differs in part" };
  if (value === undefined) return nothing;
  if (state !== "same") return { look: "new", text: specValueText(value, { other: base, after: true }) };
  return isMasked(value) ? { look: "value", text: `${specValueText(value)} same` } : null;
}
