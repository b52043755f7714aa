import { Scalar, stringify, type ToStringOptions } from "yaml";
import { isJsonList, isJsonMap } from "./document-edits";
import { columnOf, type OutlineNode } from "./text-outline";
import { houseStyle } from "./yaml-dialect";

/** How a text is written, for what comes new into it. */
export interface TextStyle {
  lineEnd: string;
  /** How much deeper a map is than the map around it. */
  step: number;
  /** Whether a list stands deeper than its key. */
  indentSeq: boolean;
  /** Whether text of several lines may be a block. */
  blocks: boolean;
}

/** A value for a block: what stands on the line of its key or `-`, and the lines below it. */
export interface Printed {
  head: string;
  body: readonly string[];
}

export function findStyle(text: string, root: OutlineNode | null): TextStyle {
  const found: { step?: number; indentSeq?: boolean } = {};
  if (root) findSteps(text, root, found);
  return {
    lineEnd: /\r\n/.test(text) ? "\r\n" : "\n",
    step: found.step ?? 2,
    indentSeq: found.indentSeq ?? true,
    blocks: true,
  };
}

function findSteps(text: string, node: OutlineNode, found: { step?: number; indentSeq?: boolean }): void {
  if (node.flow) return;
  const column = columnOf(text, node.from);
  for (const { value } of node.entries) {
    if (!value || value.flow || value.entries.length === 0) continue;
    const deeper = columnOf(text, value.from) - column;
    if (node.kind === "map" && value.kind === "list") found.indentSeq ??= deeper > 0;
    if (node.kind === "map" && deeper > 0) found.step ??= deeper;
    findSteps(text, value, found);
    if (found.step !== undefined && found.indentSeq !== undefined) return;
  }
}

/** A value as it stands in a block map or a block list whose entries begin at the column. */
export function printBlock(
  value: unknown,
  parent: "map" | "list" | "root",
  column: number,
  style: TextStyle,
  quotes: Scalar.Type | null = null,
): Printed {
  const { step, indentSeq, blocks } = style;
  const options = { ...houseStyle, ...onOneLine, indent: step, indentSeq, blockQuote: blocks };
  const node = scalarNode(value, blocks || !quotes?.startsWith("BLOCK") ? quotes : null);
  if (parent === "map") {
    const [first = "", ...rest] = linesOf({ k: node }, options);
    return { head: first.slice(3), body: indentLines(rest, column) };
  }
  const filled =
    (isJsonList(value) && value.length > 0) || (isJsonMap(value) && Object.keys(value).length > 0);
  if (parent === "list" && !filled) {
    const [first = "", ...rest] = linesOf([node], { ...options, indent: 2 });
    return { head: first.slice(2), body: indentLines(rest, column) };
  }
  const [head = "", ...rest] = linesOf(node, { ...options, blockQuote: filled && blocks });
  return { head, body: indentLines(rest, parent === "root" ? column : column + 2) };
}

function scalarNode(value: unknown, quotes: Scalar.Type | null): unknown {
  if (quotes === null || typeof value !== "string") return value;
  const node = new Scalar(value);
  const inLines = quotes.startsWith("BLOCK");
  // An empty block would be a line of nothing; several lines read best as a block, unless they were quoted before.
  if (inLines ? value.trim() !== "" : quotes === "QUOTE_DOUBLE" || !value.includes("\n")) node.type = quotes;
  return node;
}

function linesOf(value: unknown, options: ToStringOptions): string[] {
  return stringify(value, options).replace(/\n$/, "").split("\n");
}

function indentLines(lines: readonly string[], column: number): string[] {
  const indent = " ".repeat(column);
  return lines.map((line) => (line === "" ? line : indent + line));
}

/** New items are quoted as those that are there. */
export function quotesOfItems(node: OutlineNode): Scalar.Type | null {
  const style = node.entries.find(({ value }) => value?.kind === "scalar")?.value?.style ?? null;
  return style?.startsWith("QUOTE") ? style : null;
}

/** A key as it stands before its colon, or null for one that cannot stand on a line. */
export function printKey(key: string, quotes: Scalar.Type | null, flow: boolean): string | null {
  const node = new Scalar(key);
  if (quotes) node.type = quotes;
  const printed = stringify(new Map([[node, 0]]), flow ? flowStyle : houseStyle).trimEnd();
  const text = flow ? printed.slice(2, -2) : printed;
  return text.startsWith("? ") || !text.endsWith(": 0") || text.includes("\n") ? null : text.slice(0, -3);
}

/** A value on one line, as it stands between brackets. */
export function printFlow(value: unknown, quotes: Scalar.Type | null): string {
  if (isJsonList(value)) return `[${value.map((item) => printFlow(item, quotes)).join(", ")}]`;
  if (isJsonMap(value)) {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${printFlowKey(key)}: ${printFlow(item, quotes)}`,
    );
    return pairs.length > 0 ? `{ ${pairs.join(", ")} }` : "{}";
  }
  const node = new Scalar(value);
  if (typeof value === "string")
    node.type = value.includes("\n") ? Scalar.QUOTE_DOUBLE : (quotes ?? undefined);
  return stringify([node], flowStyle).trimEnd().slice(2, -2);
}

function printFlowKey(key: string): string {
  return printKey(key, null, true) ?? JSON.stringify(key);
}

const onOneLine = { doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER };
const flowStyle = { ...houseStyle, ...onOneLine, collectionStyle: "flow" } as const;
