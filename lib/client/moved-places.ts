import type { DocumentPlace, TextRange } from "./document-places";
import type { ScalarChange } from "./scalar-change";
import type { SpecDocument } from "./spec-document";
import type { OutlineEntry, OutlineNode } from "./text-outline";

type Places = Pick<SpecDocument, "outline" | "rangeOf" | "rangeOfPath" | "placeAt">;

/** The places of a text after one scalar of it was written anew: those behind it have moved, all of them as far. */
export function movePlaces(document: SpecDocument, change: ScalarChange): Places {
  const { from, to, insert } = change;
  const by = insert.length - (to - from);
  const move = (at: number) => (at >= to ? at + by : at);
  const moveRange = (range: TextRange) => ({ from: move(range.from), to: move(range.to) });
  const moveBack = (at: number) => (at >= to + by ? at - by : Math.min(at, from));
  return {
    outline: () => {
      const whole = document.outline?.() ?? { root: null, aliases: [] };
      return { root: moveNode(whole.root, move, change), aliases: whole.aliases };
    },
    rangeOf: (path, part) => moveRange(document.rangeOf(path, part)),
    rangeOfPath: (path, part) => moveRange(document.rangeOfPath(path, part)),
    placeAt: (offset): DocumentPlace => document.placeAt(moveBack(offset)),
  };
}

type Move = (at: number) => number;

/** Its entries are moved when they are asked for, as they are outlined. */
function moveNode(node: OutlineNode | null, move: Move, change: ScalarChange): OutlineNode | null {
  if (!node) return null;
  let entries: OutlineEntry[] | null = null;
  const isChanged = node.kind === "scalar" && node.from === change.from;
  return {
    kind: node.kind,
    flow: node.flow,
    style: isChanged ? change.style : node.style,
    target: null,
    start: move(node.start),
    from: move(node.from),
    to: move(node.to),
    get entries() {
      entries ??= node.entries.map((entry) => moveEntry(entry, move, change));
      return entries;
    },
  };
}

function moveEntry(entry: OutlineEntry, move: Move, change: ScalarChange): OutlineEntry {
  const { keyRange, after, value } = entry;
  return {
    ...entry,
    from: move(entry.from),
    to: move(entry.to),
    keyRange: keyRange && { from: move(keyRange.from), to: move(keyRange.to) },
    after: after === null ? null : move(after),
    value: moveNode(value, move, change),
  };
}
