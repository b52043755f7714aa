import type { Lineage, LineageNode } from "#lib/domain/lineage";
import { timeOf } from "#lib/domain/lineage";
import { versionLabel } from "./registry-view";
import { relativeTime } from "./time-words";

/** What a node is called beside others: "v12", or a draft's name. */
export function nodeLabel(node: Pick<LineageNode, "version" | "name">): string {
  return node.version === null ? node.name : versionLabel(node);
}

/** "v12" or "draft claims-next": a node named in a sentence. */
export function nodeReference(node: Pick<LineageNode, "version" | "name">): string {
  return node.version === null ? `draft ${node.name}` : versionLabel(node);
}

/** "v12, locked, collector 0.130, by Ana Ruiz, 3 days ago, cloned from v10": all that the drawing says of a node. */
export function describeNode({ nodes }: Lineage, node: LineageNode, now?: Date): string {
  const refer = (id: string) => {
    const other = nodes.get(id);
    return other ? nodeReference(other) : "";
  };
  return [
    node.version === null ? "Draft" : `${versionLabel(node)}, locked`,
    node.name,
    `by ${node.creatorName}`,
    relativeTime(timeOf(node), now),
    ...(node.parentId === null ? [] : [`cloned from ${refer(node.parentId)}`]),
    ...(node.parentUnseen ? ["cloned from something deleted or not visible to you"] : []),
    ...(node.restoresId === null ? [] : [`brings back ${refer(node.restoresId)}`]),
  ].join(", ");
}
