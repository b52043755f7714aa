import { cn } from "#lib/client/class-names";
import { verticalScale } from "#lib/client/graph-view";
import type { LineageDrawing } from "#lib/client/lineage-drawing";
import { describeNode, nodeLabel } from "#lib/client/lineage-words";
import type { Lineage, LineageNode } from "#lib/domain/lineage";

interface LineageNamesProps {
  lineage: Lineage;
  drawing: LineageDrawing;
  scale: number;
  /** The one node that Tab leads to. */
  activeId: string | null;
  selectedId: string | null;
}

/** The nodes as links with their names; each lies over its mark, so that all of it can be pressed. */
export function LineageNames({ lineage, drawing, scale, activeId, selectedId }: LineageNamesProps) {
  const total = lineage.nodes.size;
  const positions = new Map([...lineage.nodes.keys()].map((id, index) => [id, index + 1]));
  return (
    <ol aria-label="Versions and drafts" className="absolute top-0 left-0">
      {drawing.named.map(({ id, x, y, lane }) => {
        const node = lineage.nodes.get(id);
        return (
          node && (
            <li
              key={id}
              aria-setsize={total}
              aria-posinset={positions.get(id)}
              className="absolute"
              style={{ left: x * scale, top: y * verticalScale(scale) }}
            >
              <NodeLink
                node={node}
                description={describeNode(lineage, node)}
                onMainLine={lane === 0}
                size={drawing.textSize}
                tabbable={id === activeId}
                selected={id === selectedId}
              />
            </li>
          )
        );
      })}
    </ol>
  );
}

interface NodeLinkProps {
  node: LineageNode;
  description: string;
  onMainLine: boolean;
  /** Of the words, 1 as usual. */
  size: number;
  tabbable: boolean;
  selected: boolean;
}

function NodeLink({ node, description, onMainLine, size, tabbable, selected }: NodeLinkProps) {
  return (
    <a
      href={`?node=${node.id}`}
      data-node={node.id}
      aria-label={description}
      aria-current={selected ? "true" : undefined}
      tabIndex={tabbable ? 0 : -1}
      draggable={false}
      title={node.name}
      style={{ fontSize: 12.2 * size }}
      className={cn(
        "group absolute block size-8 -translate-1/2 rounded-full outline-none aria-[current]:bg-accent/15",
        "focus-visible:outline-2 focus-visible:outline-ring",
      )}
    >
      <span
        className={cn(
          "absolute block max-w-[7.4em] truncate font-mono leading-4 text-ink-2 group-aria-[current]:font-medium group-aria-[current]:text-ink group-hover:text-ink",
          onMainLine
            ? "bottom-full left-1/2 -translate-x-1/2 text-ink"
            : "top-1/2 right-full mr-0 -translate-y-1/3",
        )}
      >
        {nodeLabel(node)}
        {node.restoresId !== null && <span className="text-ink-3"> ↺</span>}
      </span>
    </a>
  );
}
