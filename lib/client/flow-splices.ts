import type { Scalar } from "yaml";
import { isJsonList, isJsonMap } from "./document-edits";
import { commaAfter, ownFlowLines } from "./own-lines";
import { isFirstOnLine, lineStart, type OutlineEntry, type OutlineNode, type Splice } from "./text-outline";
import { printFlow, printKey, quotesOfItems } from "./yaml-printing";

/** What is written in brackets: all of JSON, and parts of YAML. */
export interface Flow {
  text: string;
  node: OutlineNode;
  print: FlowStyle;
}

export interface FlowStyle {
  /** Whether strings and keys are quoted as in JSON. */
  json: boolean;
  /** Whether new maps and lists take a line for each entry. */
  lines: boolean;
  unit: string;
  lineEnd: string;
  /** Without a space behind commas and colons. */
  dense: boolean;
}

/** Another value for an entry. */
export function fillFlow({ text, print }: Flow, entry: OutlineEntry, value: unknown): Splice[] {
  const old = entry.value;
  const indent = isFirstOnLine(text, entry.from) ? indentAt(text, entry.from) : null;
  const printed = printValue(value, print, indent, old?.kind === "scalar" ? old.style : null);
  if (old) return [{ from: old.start, to: old.to, insert: printed }];
  const colon = entry.after === null ? ": " : " ";
  const at = entry.after ?? entry.to;
  return [{ from: at, to: at, insert: colon + printed }];
}

export function insertFlowItems(flow: Flow, index: number, values: readonly unknown[]): Splice[] {
  const quotes = quotesOfItems(flow.node);
  return insertEntry(flow, index, (indent) => {
    const between = indent === null ? separator(flow) : `,${flow.print.lineEnd}${indent}`;
    return values.map((value) => printValue(value, flow.print, indent, quotes)).join(between);
  });
}

export function insertFlowKey(flow: Flow, index: number, key: string, value: unknown): Splice[] | null {
  const { node, print } = flow;
  const quotes = node.entries[0]?.keyStyle ?? null;
  const name = printName(key, print, quotes?.startsWith("QUOTE") ? quotes : null);
  const colon = print.dense ? ":" : ": ";
  if (name === null) return null;
  return insertEntry(flow, index, (indent) => name + colon + printValue(value, print, indent, null));
}

export function printName(key: string, print: FlowStyle, quotes: Scalar.Type | null): string | null {
  return print.json ? JSON.stringify(key) : printKey(key, quotes, true);
}

function insertEntry(flow: Flow, index: number, write: (indent: string | null) => string): Splice[] {
  const { text, node, print } = flow;
  const neighbor = node.entries[index] ?? node.entries.at(-1);
  if (!neighbor) return insertOnly(flow, write);
  const own = ownFlowLines(text, node, neighbor);
  const indent = indentAt(text, neighbor.from);
  if (node.entries[index]) {
    if (!own) return [insertAt(neighbor.from, write(null) + separator(flow))];
    return [insertAt(own.from, `${indent}${write(indent)},${print.lineEnd}`)];
  }
  if (!own) return [insertAt(neighbor.to, separator(flow) + write(null))];
  const trailing = commaAfter(text, neighbor.to, node.to) !== null;
  const line = insertAt(own.to, `${indent}${write(indent)}${trailing ? "," : ""}${print.lineEnd}`);
  return trailing ? [line] : [insertAt(neighbor.to, ","), line];
}

function insertOnly({ text, node, print }: Flow, write: (indent: string | null) => string): Splice[] {
  const inner = { from: node.from + 1, to: node.to - 1 };
  if (text.slice(inner.from, inner.to).trim() !== "") return [insertAt(inner.from, ` ${write(null)}`)];
  if (print.lines) {
    const around = indentAt(text, node.from);
    const indent = around + print.unit;
    const insert = `${print.lineEnd}${indent}${write(indent)}${print.lineEnd}${around}`;
    return [{ ...inner, insert }];
  }
  const pad = node.kind === "map" && !print.dense ? " " : "";
  return [{ ...inner, insert: pad + write(null) + pad }];
}

function insertAt(at: number, insert: string): Splice {
  return { from: at, to: at, insert };
}

/** As between the entries that are there. */
function separator({ text, node, print }: Flow): string {
  const [first, second] = node.entries;
  const between = first && second ? text.slice(first.to, second.from) : "";
  return /^,[ \t]*$/.test(between) ? between : print.dense ? "," : ", ";
}

function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? "";
}

export function removeFlowEntry({ text, node }: Flow, entry: OutlineEntry): Splice[] {
  const index = node.entries.indexOf(entry);
  const own = ownFlowLines(text, node, entry);
  const comma = commaAfter(text, entry.to, node.to);
  const previous = node.entries[index - 1];
  if (node.entries.length === 1) {
    const around = own ?? { from: entry.from, to: comma ?? entry.to };
    const rest = text.slice(node.from + 1, around.from) + text.slice(around.to, node.to - 1);
    return [{ ...(rest.trim() === "" ? { from: node.from + 1, to: node.to - 1 } : around), insert: "" }];
  }
  const needless = previous && comma === null ? commaAfter(text, previous.to, node.to) : null;
  if (own) {
    const cut = { ...own, insert: "" };
    return needless === null ? [cut] : [{ from: needless - 1, to: needless, insert: "" }, cut];
  }
  if (comma !== null) {
    const space = /[ \t]*/y;
    space.lastIndex = comma;
    return [{ from: entry.from, to: comma + (space.exec(text)?.[0].length ?? 0), insert: "" }];
  }
  if (needless === null) return [{ from: entry.from, to: entry.to, insert: "" }];
  if (text.slice(needless, entry.from).trim() === "")
    return [{ from: needless - 1, to: entry.to, insert: "" }];
  return [
    { from: needless - 1, to: needless, insert: "" },
    { from: entry.from, to: entry.to, insert: "" },
  ];
}

/** Items on lines of their own take their comments with them; in one line the items change places. */
export function moveFlowItem(flow: Flow, from: number, to: number): Splice[] {
  const { text, node } = flow;
  const { entries } = node;
  const [entry, target] = [entries[from], entries[to]];
  const own = entry ? ownFlowLines(text, node, entry) : null;
  const there = target ? ownFlowLines(text, node, target) : null;
  const last = entries.at(-1);
  if (
    !entry ||
    !target ||
    !own ||
    !there ||
    !last ||
    !entries.every((one) => ownFlowLines(text, node, one))
  ) {
    const order = entries.toSpliced(from, 1).toSpliced(to, 0, ...entries.slice(from, from + 1));
    return entries.map((slot, index) => {
      const moved = order[index] ?? slot;
      return { from: slot.from, to: slot.to, insert: text.slice(moved.from, moved.to) };
    });
  }
  const at = to < from ? there.from : there.to;
  const cut = { ...own, insert: "" };
  const comma = commaAfter(text, entry.to, node.to);
  const before = text.slice(own.from, entry.to);
  if (comma === null) {
    const newLast = entries.at(-2);
    const needless = newLast ? commaAfter(text, newLast.to, node.to) : null;
    const drop = needless === null ? [] : [{ from: needless - 1, to: needless, insert: "" }];
    return [insertAt(at, `${before},${text.slice(entry.to, own.to)}`), ...drop, cut];
  }
  if (target === last && commaAfter(text, last.to, node.to) === null) {
    return [cut, insertAt(last.to, ","), insertAt(at, before + text.slice(comma, own.to))];
  }
  return [insertAt(at, text.slice(own.from, own.to)), cut];
}

/** `indent` is of the line that the value is on, or null when the line is shared. */
function printValue(
  value: unknown,
  print: FlowStyle,
  indent: string | null,
  quotes: Scalar.Type | null,
): string {
  if (!print.json) return printFlow(value, quotes);
  if (print.dense) return JSON.stringify(value);
  if (indent === null || !print.lines) return printJsonLine(value);
  return JSON.stringify(value, null, print.unit).replaceAll("\n", print.lineEnd + indent);
}

function printJsonLine(value: unknown): string {
  if (isJsonList(value)) return `[${value.map(printJsonLine).join(", ")}]`;
  if (!isJsonMap(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${printJsonLine(item)}`);
  return pairs.length > 0 ? `{ ${pairs.join(", ")} }` : "{}";
}

/** How what comes new into brackets is written, by what is there. */
export function findFlowStyle(text: string, root: OutlineNode | null, json: boolean): FlowStyle {
  const quoted = root?.flow === true && root.entries[0]?.keyStyle === "QUOTE_DOUBLE";
  const first = root?.entries[0];
  const lines = first ? isFirstOnLine(text, first.from) : json && text.trim().includes("\n");
  const unit = first && lines ? indentAt(text, first.from) : "  ";
  const colon = first?.after ?? null;
  const dense = json && !lines && colon !== null && !/[ \t]/.test(text[colon] ?? "");
  return {
    json: json || quoted,
    lines: (json || quoted) && lines,
    unit: unit || "  ",
    lineEnd: /\r\n/.test(text) ? "\r\n" : "\n",
    dense,
  };
}
