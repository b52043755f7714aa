"use client";
import { usePageActions } from "#lib/client/page-actions";
import { useShortcut } from "#lib/client/shortcuts";

/** The rows of the page's tables by keyboard: the focus moves from row to row, on the link that opens each. */
export function RowKeys() {
  usePageActions([
    { label: "Next row", keys: ["j"], run: () => focusRow(1) },
    { label: "Row before", keys: ["k"], run: () => focusRow(-1) },
    { label: "Open the row", keys: ["Enter"] },
  ]);
  useShortcut("ArrowDown", () => focusRow(1), isInRow);
  useShortcut("ArrowUp", () => focusRow(-1), isInRow);
  return null;
}

const rowsSelector = "main tbody tr:has(a[href])";

/** Arrows scroll the page until one is in a table. */
function isInRow(): boolean {
  return document.activeElement?.closest(rowsSelector) !== null;
}

function focusRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll(rowsSelector)];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = here === -1 && by === -1 ? rows.at(-1) : rows[here + by];
  const link = next?.querySelector("a[href]");
  if (link instanceof HTMLElement) link.focus();
}
