"use client";
import { MoreHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { Button } from "#components/ui/button";
import { DropdownMenu, MenuItem, MenuSeparator } from "#components/ui/dropdown-menu";
import { Kbd } from "#components/ui/kbd";
import { Panel } from "#components/ui/panel";
import { StatusIcon } from "#components/ui/status";
import { cn } from "#lib/client/class-names";
import type { DocumentPath } from "#lib/client/document-places";
import type { TreeNode } from "#lib/client/document-tree";
import { formatPath } from "#lib/domain/errors";
import type { StructureActions } from "./use-structure";

interface StructurePanelProps {
  nodes: readonly TreeNode[];
  selected: DocumentPath;
  select: (path: DocumentPath) => void;
  actions: StructureActions;
}

/** The groups and containers of the document; the selected one is in the form. */
export function StructurePanel({ nodes, selected, select, actions }: StructurePanelProps) {
  const current = formatPath(selected);
  return (
    <Panel title="Structure" padded={false}>
      <div
        role="tree"
        aria-label="Structure of the document"
        className="p-2 text-sm"
        onKeyDown={(event) => walk(event, nodes, selected, select, actions)}
      >
        {nodes.map((node) => (
          <TreeRow
            key={formatPath(node.path)}
            node={node}
            selected={formatPath(node.path) === current}
            onSelect={() => select(node.path)}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-1 border-t border-line px-2 py-1.5">
        <Button variant="plain" className="h-7 px-2 text-sm" onClick={actions.addContainer}>
          + container <Kbd>a</Kbd>
        </Button>
        <span className="ml-auto">
          <NodeMenu node={nodes.find(({ path }) => formatPath(path) === current)} actions={actions} />
        </span>
      </div>
    </Panel>
  );
}

const indents = ["pl-2", "pl-2", "pl-3.5", "pl-6"];

interface TreeRowProps {
  node: TreeNode;
  selected: boolean;
  onSelect: () => void;
}

function TreeRow({ node, selected, onSelect }: TreeRowProps) {
  const { name, detail, level, worst, position, siblings } = node;
  const row = useRef<HTMLDivElement>(null);
  // The browser's focus: walking the tree takes it along.
  useEffect(() => {
    const tree = row.current?.closest("[role=tree]");
    if (selected && tree?.contains(document.activeElement)) row.current?.focus();
  }, [selected]);
  return (
    // Keys are heard by the tree around it.
    <div
      ref={row}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      onClick={onSelect}
      onKeyDown={(event) => event.key === "Enter" && onSelect()}
      className={cn(
        "flex min-h-7 cursor-pointer items-center gap-1.5 rounded-md pr-2 hover:bg-sunken aria-selected:bg-accent-soft",
        indents[level],
      )}
    >
      <span className={cn("min-w-0 truncate", selected && "font-medium", level < 3 && "text-ink-2")}>
        {name}
      </span>
      {detail && <span className="shrink-0 text-ink-3">{detail}</span>}
      {worst && (
        <span className="ml-auto">
          <StatusIcon kind={worst === "error" ? "bad" : "warn"} />
          <span className="sr-only">{worst === "error" ? "has errors" : "has warnings"}</span>
        </span>
      )}
    </div>
  );
}

function walk(
  event: KeyboardEvent,
  nodes: readonly TreeNode[],
  selected: DocumentPath,
  select: (path: DocumentPath) => void,
  actions: StructureActions,
) {
  const at = nodes.findIndex(({ path }) => formatPath(path) === formatPath(selected));
  const go = (index: number) => {
    const node = nodes[Math.min(Math.max(index, 0), nodes.length - 1)];
    if (node) select(node.path);
  };
  const level = nodes[at]?.level ?? 0;
  const parent = nodes.findLastIndex((node, index) => index < at && node.level < level);
  const keys = new Map<string, () => void>(
    event.altKey
      ? [
          ["ArrowUp", () => actions.move(-1)],
          ["ArrowDown", () => actions.move(1)],
        ]
      : [
          ["ArrowUp", () => go(at - 1)],
          ["ArrowDown", () => go(at + 1)],
          ["Home", () => go(0)],
          ["End", () => go(nodes.length - 1)],
          ["ArrowLeft", () => go(parent)],
          ["ArrowRight", () => go((nodes[at + 1]?.level ?? 0) > level ? at + 1 : at)],
          ["Delete", actions.remove],
          ["F2", actions.rename],
        ],
  );
  const run = keys.get(event.key);
  if (!run || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  run();
}

/** Everything that can be done with the selected node. */
function NodeMenu({ node, actions }: { node: TreeNode | undefined; actions: StructureActions }) {
  if (!node) return null;
  const { kind, name, position, siblings, detail } = node;
  return (
    <DropdownMenu
      align="end"
      trigger={
        <Button variant="plain" shape="icon" className="size-7" aria-label={`Actions for ${name}`}>
          <MoreHorizontal aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={actions.rename}>Rename (F2)</MenuItem>
      {kind !== "artifact" && (
        <>
          {kind === "container" && detail === "" && (
            <MenuItem onSelect={actions.makePrimary}>Make primary (p)</MenuItem>
          )}
          <MenuItem onSelect={actions.duplicate}>Duplicate (d)</MenuItem>
          {position > 1 && <MenuItem onSelect={() => actions.move(-1)}>Move up (Alt ↑)</MenuItem>}
          {position < siblings && <MenuItem onSelect={() => actions.move(1)}>Move down (Alt ↓)</MenuItem>}
          <MenuItem onSelect={actions.remove}>Remove (Delete)</MenuItem>
        </>
      )}
      <MenuSeparator />
      <MenuItem onSelect={actions.addContainer}>Add a container (a)</MenuItem>
      <MenuItem onSelect={actions.addGroup}>Add a group (G)</MenuItem>
    </DropdownMenu>
  );
}
