import { valueAt } from "#lib/domain/json-values";
import type { DocumentEdit } from "./document-edits";
import type { DocumentPath, TextRange } from "./document-places";
import { fill, nodeOf, type ReadText, type Step, walk } from "./edit-splices";
import type { OutlineNode, Splice } from "./text-outline";

/**
 * Aliases that would follow an edit of what they stand for, written out: an edit is of one place only. Null when there
 * are some that cannot be.
 */
export function writeOutAliases(read: ReadText, edit: DocumentEdit): Splice[] | null {
  const touched = read.aliases.length === 0 ? null : findTouched(read, edit);
  const followers = touched ? read.aliases.filter((alias) => follows(alias, touched, edit.kind)) : [];
  if (!read.root || followers.length === 0) return [];
  const splices: Splice[] = [];
  for (const { node, path, steps } of findNodes(read.root, followers, [], [])) {
    const written = fill(read, steps, valueAt(read.value, path));
    if (!written) return null;
    splices.push(...written);
    followers.splice(followers.indexOf(node), 1);
  }
  return followers.length === 0 ? splices : null;
}

function findTouched(read: ReadText, { kind, path }: DocumentEdit): TextRange | null {
  const steps = walk(read.root, path);
  if (kind === "remove" || kind === "rename") return steps.at(-1)?.entry ?? read.root;
  const node = nodeOf(read, steps);
  return node ? { from: node.start, to: node.to } : (steps.at(-1)?.entry ?? read.root);
}

function follows(alias: OutlineNode, touched: TextRange, kind: DocumentEdit["kind"]): boolean {
  const { target } = alias;
  if (!target) return false;
  const changes = target.start <= touched.from && touched.to <= target.to;
  const within = touched.from <= target.start && target.to <= touched.to;
  // Items that change places may not pass the anchor that they need.
  const moves = kind === "move" && (within || isIn(alias, touched));
  return changes || moves || (within && !isIn(alias, touched));
}

function isIn(node: OutlineNode, range: TextRange): boolean {
  return range.from <= node.from && node.to <= range.to;
}

interface Found {
  node: OutlineNode;
  path: DocumentPath;
  steps: readonly Step[];
}

function findNodes(
  parent: OutlineNode,
  wanted: readonly OutlineNode[],
  path: DocumentPath,
  steps: readonly Step[],
): Found[] {
  return parent.entries.flatMap((entry, index) => {
    if (!entry.value) return [];
    const here = {
      node: entry.value,
      path: [...path, entry.key ?? index],
      steps: [...steps, { parent, entry }],
    };
    return wanted.includes(entry.value) ? [here] : findNodes(entry.value, wanted, here.path, here.steps);
  });
}
