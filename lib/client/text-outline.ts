import type { Scalar } from "yaml";
import type { TextRange } from "./document-places";

/** Where the parts of a document stand in its text, the same for YAML and JSON. */
export interface OutlineNode extends TextRange {
  /** `other` is what no splice is made in: a pair that is the item of a list, a key that is a list. */
  kind: "scalar" | "alias" | "map" | "list" | "other";
  /** Written in brackets. */
  flow: boolean;
  /** Where its anchor or tag begins; else the same as `from`. */
  start: number;
  entries: readonly OutlineEntry[];
  /** How a scalar is quoted. */
  style: Scalar.Type | null;
  /** What an alias stands for. */
  target: OutlineNode | null;
}

/** An item of a list, or a key of a map with its value. `from` is at the key, the `-` or the `?`. */
export interface OutlineEntry extends TextRange {
  /** Null for an item, and for a key that is no plain text. */
  key: string | null;
  keyRange: TextRange | null;
  keyStyle: Scalar.Type | null;
  /** Behind the `:` or the `-`; null where a key has neither colon nor value. */
  after: number | null;
  value: OutlineNode | null;
}

/** A part of a text that becomes something else. */
export interface Splice extends TextRange {
  insert: string;
}

export function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return start === 0 && text.startsWith("\uFEFF") ? Math.min(1, at) : start;
}

/** Before the line end, whichever kind it is. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end === -1) return text.length;
  return text[end - 1] === "\r" && end > at ? end - 1 : end;
}

export function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** Whether nothing but spaces is before it on its line. */
export function isFirstOnLine(text: string, at: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, at), at));
}

/** The text after the splices, or null when they get in each other's way. */
export function applySplices(text: string, splices: readonly Splice[]): string | null {
  let result = "";
  let at = 0;
  for (const { from, to, insert } of splices.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < at) return null;
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** What has to be replaced to make one text of another, or null when they are equal. */
export function findReplacement(before: string, after: string): Splice | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  const isSameAtEnd = () =>
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end);
  while (end < shorter - start && isSameAtEnd()) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
