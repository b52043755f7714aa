import type { TextRange } from "./document-places";
import {
  columnOf,
  isFirstOnLine,
  lineEnd,
  lineStart,
  nextLine,
  type OutlineEntry,
  type OutlineNode,
} from "./text-outline";

/**
 * The lines that belong to an entry of a block: its own with the comment behind it, comment lines directly above that
 * stand as far left, and lines below that stand further right. A blank line ends the comment above. The comment at the
 * top of the document is the document's. An entry that begins behind a `-` has no line above.
 */
export function ownLines(text: string, block: OutlineNode, entry: OutlineEntry, isRoot: boolean): TextRange {
  const index = block.entries.indexOf(entry);
  const previous = block.entries[index - 1];
  const column = columnOf(text, entry.from);
  const to = tailOf(text, entry, column);
  if (!isFirstOnLine(text, entry.from)) return { from: entry.from, to };
  const top = lineStart(text, entry.from);
  if (isRoot && !previous) return { from: top, to };
  const floor = previous ? tailOf(text, previous, column) : 0;
  return { from: commentsAbove(text, top, floor, previous ? column : Number.POSITIVE_INFINITY), to };
}

function tailOf(text: string, entry: OutlineEntry, column: number): number {
  let end = endsLine(text, entry.to) ? entry.to : nextLine(text, entry.to);
  for (let at = end; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const indent = line.search(/[^ \t]/);
    if (indent === -1) continue;
    if (line[indent] !== "#" || indent <= column) break;
    end = nextLine(text, at);
  }
  return end;
}

/** A block scalar ends with its line. */
function endsLine(text: string, at: number): boolean {
  return text[at - 1] === "\n";
}

/** Up from the start of a line, over the comment lines that stand no further right than the column. */
function commentsAbove(text: string, top: number, floor: number, column: number): number {
  let from = top;
  while (from > floor) {
    const above = lineStart(text, from - 1);
    const line = text.slice(above, from);
    const indent = line.search(/[^ \t]/);
    if (line[indent] !== "#" || indent > column || above < floor) break;
    from = above;
  }
  return from;
}

/** Behind the comma of an entry in brackets, or null when there is none. */
export function commaAfter(text: string, at: number, end: number): number | null {
  const gap = /(?:[ \t\r\n]|#[^\n]*)*/y;
  gap.lastIndex = at;
  gap.exec(text);
  const comma = gap.lastIndex;
  return comma < end && text[comma] === "," ? comma + 1 : null;
}

/**
 * The lines that an entry in brackets has for itself, with the comment behind it and the comment lines above; null
 * when it shares a line with another entry or a bracket.
 */
export function ownFlowLines(text: string, flow: OutlineNode, entry: OutlineEntry): TextRange | null {
  const end = commaAfter(text, entry.to, flow.to) ?? entry.to;
  const rest = text.slice(end, lineEnd(text, end));
  if (!isFirstOnLine(text, entry.from) || !/^[ \t]*(?:#.*)?$/.test(rest)) return null;
  const previous = flow.entries[flow.entries.indexOf(entry) - 1];
  const before = previous ? (commaAfter(text, previous.to, flow.to) ?? previous.to) : flow.from;
  const top = lineStart(text, entry.from);
  const from = commentsAbove(text, top, nextLine(text, before), Number.POSITIVE_INFINITY);
  return { from, to: nextLine(text, end) };
}
