import { type Node, parseTree } from "jsonc-parser";
import { Scalar } from "yaml";
import type { OutlineEntry, OutlineNode } from "./text-outline";

/** The outline of a text that is JSON. */
export function outlineJson(text: string): OutlineNode | null {
  const root = parseTree(text);
  return root ? outlineNode(root) : null;
}

const kinds: Partial<Record<Node["type"], OutlineNode["kind"]>> = { object: "map", array: "list" };

function outlineNode(node: Node): OutlineNode {
  const kind = kinds[node.type] ?? "scalar";
  return {
    kind,
    flow: kind !== "scalar",
    start: node.offset,
    from: node.offset,
    to: node.offset + node.length,
    entries: (node.children ?? []).map(outlineEntry),
    style: node.type === "string" ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN,
    target: null,
  };
}

function outlineEntry(node: Node): OutlineEntry {
  const range = { from: node.offset, to: node.offset + node.length };
  const [key, value] = node.children ?? [];
  if (node.type !== "property" || !key) {
    const item = outlineNode(node);
    return { ...range, key: null, keyRange: null, keyStyle: null, after: node.offset, value: item };
  }
  const keyRange = { from: key.offset, to: key.offset + key.length };
  const after = (node.colonOffset ?? keyRange.to) + 1;
  const name = String(key.value);
  return {
    ...range,
    key: name,
    keyRange,
    keyStyle: Scalar.QUOTE_DOUBLE,
    after,
    value: value ? outlineNode(value) : null,
  };
}
