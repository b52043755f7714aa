import { ownLines } from "./own-lines";
import {
  columnOf,
  isFirstOnLine,
  lineEnd,
  lineStart,
  nextLine,
  type OutlineEntry,
  type OutlineNode,
  type Splice,
} from "./text-outline";
import {
  type Printed,
  printBlock,
  printFlow,
  printKey,
  quotesOfItems,
  type TextStyle,
} from "./yaml-printing";

/** A map or a list that is written in lines, with what must be known around it. */
export interface Block {
  text: string;
  style: TextStyle;
  node: OutlineNode;
  isRoot: boolean;
}

/** The place of a value in a block: behind a key or a `-`, or the document itself. */
export interface BlockPlace {
  parent: "map" | "list" | "root";
  column: number;
  /** Behind the `:` or the `-`. */
  after: number;
  value: OutlineNode | null;
}

/** Another value at a place. The comment on its line stays. */
export function fillPlace(text: string, style: TextStyle, place: BlockPlace, value: unknown): Splice[] {
  const old = place.value;
  const printed = printInPlace(text, style, place, value);
  if (old && (old.kind === "map" || old.kind === "list") && !old.flow) {
    return replaceBlock(text, style, place, old, printed);
  }
  const glue = place.parent === "root" || printed.head === "" ? "" : " ";
  if (old?.style?.startsWith("BLOCK")) {
    const header = text.slice(old.from, lineEnd(text, old.from)).replace(/^[|>][-+\d]*/, "");
    const lines = [glue + printed.head + header, ...printed.body].join(style.lineEnd);
    const end = text.slice(0, old.to).endsWith("\n") ? style.lineEnd : "";
    return [{ from: place.after, to: old.to, insert: lines + end }];
  }
  if (old && printed.body.length > 0 && text.slice(place.after, old.start).includes("\n")) {
    return replaceLineBelow(text, style, place, old, printed);
  }
  const from = old && printed.head !== "" ? old.start : place.after;
  const head = old && printed.head !== "" ? printed.head : glue + printed.head;
  const to = old?.to ?? place.after;
  return [{ from, to, insert: head }, ...linesBelow(style, lineEnd(text, to), printed.body)];
}

function printInPlace(text: string, style: TextStyle, place: BlockPlace, value: unknown): Printed {
  const { parent, column, after, value: old } = place;
  // What an alias stands for is written as it is written there.
  if (old?.target?.flow) return { head: printFlow(value, null), body: [] };
  const quotes = old?.kind === "scalar" ? old.style : null;
  return printAbove(text, old?.to ?? after, column, (blocks) =>
    printBlock(value, parent, column, { ...style, blocks }, quotes),
  );
}

/** Without blocks of text where a deeper comment or a blank line below would become a part of one. */
function printAbove(text: string, end: number, column: number, print: (blocks: boolean) => Printed): Printed {
  const below = text.slice(0, end).endsWith("\n") ? end : nextLine(text, end);
  const [, blank = "", indent] =
    /^((?:[ \t]*\r?\n)*)(?:([ \t]*)#)?/.exec(text.slice(below, below + 1000)) ?? [];
  if (indent !== undefined && indent.length > column) return print(false);
  const printed = print(true);
  const keepsBlank = [printed.head, ...printed.body].some((line) => /[|>]\d?\+$/.test(line));
  return blank !== "" && keepsBlank ? print(false) : printed;
}

/** A value on the line below its key becomes a block: the comments of both lines stay. */
function replaceLineBelow(
  text: string,
  style: TextStyle,
  place: BlockPlace,
  old: OutlineNode,
  printed: Printed,
): Splice[] {
  const end = lineEnd(text, old.to);
  const alone = text.slice(old.to, end).trim() === "";
  const head = printed.head === "" ? "" : ` ${printed.head}`;
  const from = alone ? lineBefore(text, lineStart(text, old.start)) : old.start;
  return [
    { from: place.after, to: place.after, insert: head },
    { from, to: alone ? end : old.to, insert: "" },
    ...linesBelow(style, end, printed.body),
  ];
}

function linesBelow(style: TextStyle, at: number, lines: readonly string[]): Splice[] {
  if (lines.length === 0) return [];
  return [{ from: at, to: at, insert: lines.map((line) => style.lineEnd + line).join("") }];
}

function replaceBlock(
  text: string,
  style: TextStyle,
  place: BlockPlace,
  old: OutlineNode,
  printed: Printed,
): Splice[] {
  const last = old.entries.at(-1);
  const to = last ? ownLines(text, old, last, place.parent === "root").to : old.to;
  const end = text.slice(0, to).endsWith("\n") ? style.lineEnd : "";
  const glue = place.parent === "root" || printed.head === "" ? "" : " ";
  if (place.parent === "root" || !text.slice(place.after, old.from).includes("\n")) {
    const from = place.parent === "root" ? old.start : place.after;
    return [{ from, to, insert: [glue + printed.head, ...printed.body].join(style.lineEnd) + end }];
  }
  const headEnd = old.start < old.from ? endOfProps(text, old) : place.after;
  const lines = printed.body.map((line) => line + style.lineEnd).join("");
  return [
    { from: place.after, to: headEnd, insert: glue + printed.head },
    { from: nextLine(text, headEnd), to, insert: end === "" ? lines.slice(0, -style.lineEnd.length) : lines },
  ];
}

/** Anchor and tag have no space in them and end before a comment or the line. */
function endOfProps(text: string, node: OutlineNode): number {
  const props = /^(?:[&!]\S*[ \t]*)+/.exec(text.slice(node.start, lineEnd(text, node.start)))?.[0] ?? "";
  return node.start + props.trimEnd().length;
}

/** New items at an index of a list. */
export function insertBlockItems(block: Block, index: number, values: readonly unknown[]): Splice[] {
  const { text, style, node } = block;
  const column = columnOf(text, node.from);
  const [end, quotes] = [endOf(block), quotesOfItems(node)];
  const lines = values.flatMap((value, at) => {
    const printed = printAbove(text, end, column, (blocks) =>
      printBlock(value, "list", column, { ...style, blocks }, quotes),
    );
    // The first line is indented where it is put in.
    return [`${at === 0 ? "" : " ".repeat(column)}- ${printed.head}`, ...printed.body];
  });
  return insertLines(block, index, lines);
}

/** A new key at an index of a map; null when the key cannot stand on a line. */
export function insertBlockKey(block: Block, index: number, key: string, value: unknown): Splice[] | null {
  const { text, style, node } = block;
  const name = printKey(key, null, false);
  if (name === null) return null;
  const column = columnOf(text, node.from);
  const printed = printAbove(text, endOf(block), column, (blocks) =>
    printBlock(value, "map", column, { ...style, blocks }),
  );
  const head = printed.head === "" ? `${name}:` : `${name}: ${printed.head}`;
  return insertLines(block, index, [head, ...printed.body]);
}

/** Behind the lines of the last entry. */
function endOf({ text, node, isRoot }: Block): number {
  const last = node.entries.at(-1);
  return last ? ownLines(text, node, last, isRoot).to : node.to;
}

function insertLines(block: Block, index: number, lines: readonly string[]): Splice[] {
  const { text, style, node, isRoot } = block;
  const indent = " ".repeat(columnOf(text, node.from));
  const [head = "", ...body] = lines;
  const entry = node.entries[index];
  if (entry && !isFirstOnLine(text, entry.from)) {
    const insert = [head, ...body, indent].join(style.lineEnd);
    return [{ from: entry.from, to: entry.from, insert }];
  }
  const whole = [indent + head, ...body].join(style.lineEnd);
  if (entry) {
    const { from } = ownLines(text, node, entry, isRoot);
    return [{ from, to: from, insert: whole + style.lineEnd }];
  }
  const at = endOf(block);
  const insert = text.slice(0, at).endsWith("\n") ? whole + style.lineEnd : style.lineEnd + whole;
  return [{ from: at, to: at, insert }];
}

/** The entry away with its lines; the last one leaves `{}` or `[]`. */
export function removeBlockEntry(block: Block, entry: OutlineEntry, place: BlockPlace): Splice[] {
  const { text, node, isRoot } = block;
  const own = ownLines(text, node, entry, isRoot);
  const empty = node.kind === "map" ? "{}" : "[]";
  const index = node.entries.indexOf(entry);
  if (node.entries.length === 1) {
    if (isRoot || !isFirstOnLine(text, entry.from)) {
      return [{ from: node.start, to: lineBefore(text, own.to), insert: empty }];
    }
    const headEnd = node.start < node.from ? endOfProps(text, node) : place.after;
    return [
      { from: place.after, to: headEnd, insert: ` ${empty}` },
      { ...own, insert: "" },
    ];
  }
  const next = node.entries[index + 1];
  if (isFirstOnLine(text, entry.from) || !next) return [{ ...own, insert: "" }];
  // Behind a `-`: the next one moves up, unless a blank line or a comment of nobody stands between.
  const { from } = ownLines(text, node, next, false);
  if (from === own.to) return [{ from: entry.from, to: from + columnOf(text, next.from), insert: "" }];
  return [{ from: entry.from - trailingSpace(text, entry.from), to: lineBefore(text, own.to), insert: "" }];
}

function trailingSpace(text: string, at: number): number {
  return /[ \t]*$/.exec(text.slice(lineStart(text, at), at))?.[0].length ?? 0;
}

/** Before the line end that a range takes in. */
function lineBefore(text: string, to: number): number {
  return text[to - 1] === "\n" ? to - (text[to - 2] === "\r" ? 2 : 1) : to;
}

/** An item with its lines to another place of its list; null when it shares its line with the `-` of a list around it. */
export function moveBlockItem(block: Block, from: number, to: number): Splice[] | null {
  const { text, style, node, isRoot } = block;
  const entry = node.entries[from];
  const target = node.entries[to];
  if (!entry || !target) return null;
  if (![entry, target].every((one) => isFirstOnLine(text, one.from))) return null;
  const own = ownLines(text, node, entry, isRoot);
  const there = ownLines(text, node, target, isRoot);
  const lines = text.slice(own.from, own.to);
  const open = !lines.endsWith("\n");
  if (to < from) {
    const at = there.from;
    const cut = { from: open ? lineBefore(text, own.from) : own.from, to: own.to, insert: "" };
    return [{ from: at, to: at, insert: open ? lines + style.lineEnd : lines }, cut];
  }
  const closed = text.slice(0, there.to).endsWith("\n");
  const insert = closed ? lines : style.lineEnd + lines.slice(0, -style.lineEnd.length);
  return [
    { ...own, insert: "" },
    { from: there.to, to: there.to, insert },
  ];
}
