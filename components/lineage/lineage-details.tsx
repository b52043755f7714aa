import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, LinkButton } from "#components/ui/button";
import { CopyText } from "#components/ui/copy-text";
import { Fact, FactList } from "#components/ui/fact-list";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { nodeReference } from "#lib/client/lineage-words";
import { artifactHref, compareHref, shortDigest, versionLabel } from "#lib/client/registry-view";
import type { Lineage, LineageNode } from "#lib/domain/lineage";

interface LineageDetailsProps {
  lineage: Lineage;
  node: LineageNode;
  /** The way to clone it. */
  clone: ReactNode;
  onSelect: (id: string | null) => void;
}

/** Everything that a lineage knows of one version or draft, and where to go from it. */
export function LineageDetails({ lineage, node, clone, onSelect }: LineageDetailsProps) {
  const { id, name, status, creatorName, createdAt, lockedAt, lockReason, specDigest } = node;
  return (
    <Panel
      title={<span className="[overflow-wrap:anywhere]">{name}</span>}
      actions={
        <Button shape="icon" variant="plain" aria-label="Close the details" onClick={() => onSelect(null)}>
          <X aria-hidden />
        </Button>
      }
      className="appear"
    >
      <FactList>
        <Fact label="Status">
          <Status kind={status}>{status === "locked" ? `locked as ${versionLabel(node)}` : "draft"}</Status>
        </Fact>
        <Fact label="By">{creatorName}</Fact>
        {lockedAt !== null && (
          <Fact label="Locked">
            <RelativeTime date={lockedAt} />
          </Fact>
        )}
        <Fact label="Made">
          <RelativeTime date={createdAt} />
        </Fact>
        {lockReason !== null && <Fact label="Reason">{lockReason}</Fact>}
        <Fact label="Cloned from">
          <Origin lineage={lineage} node={node} onSelect={onSelect} />
        </Fact>
        {specDigest !== null && (
          <Fact label="Digest">
            <CopyText text={specDigest} shown={shortDigest(specDigest)} label="digest" />
          </Fact>
        )}
        {node.equalIds.length > 0 && (
          <Fact label="Same content">
            <NodeLinks lineage={lineage} ids={node.equalIds} onSelect={onSelect} />
          </Fact>
        )}
      </FactList>
      <div className="mt-3.5 flex flex-wrap gap-2">
        <LinkButton href={artifactHref(id)}>Open</LinkButton>
        <Comparisons lineage={lineage} node={node} />
        {clone}
      </div>
    </Panel>
  );
}

function Origin({ lineage, node, onSelect }: Pick<LineageDetailsProps, "lineage" | "node" | "onSelect">) {
  if (node.parentUnseen) return "something deleted or not visible to you";
  if (node.parentId === null) return "nothing: it was written anew";
  return <NodeLinks lineage={lineage} ids={[node.parentId]} onSelect={onSelect} />;
}

interface NodeLinksProps extends Pick<LineageDetailsProps, "lineage" | "onSelect"> {
  ids: readonly string[];
}

/** Other nodes of the same lineage; a press turns the graph to them. */
function NodeLinks({ lineage, ids, onSelect }: NodeLinksProps) {
  return (
    <span className="flex flex-wrap gap-x-2">
      {ids.map((id) => {
        const other = lineage.nodes.get(id);
        return (
          other && (
            <button
              key={id}
              type="button"
              onClick={() => onSelect(id)}
              className="min-h-6 text-ink-2 underline underline-offset-2"
            >
              {nodeReference(other)}
            </button>
          )
        );
      })}
    </span>
  );
}

function Comparisons({ lineage, node }: { lineage: Lineage; node: LineageNode }) {
  const others = [...new Set([node.parentId, node.predecessorId])];
  return others.map((id) => {
    const other = id === null ? undefined : lineage.nodes.get(id);
    return (
      other && (
        <LinkButton key={id} href={compareHref([other.id, node.id])} prefetch={false}>
          Compare with {nodeReference(other)}
        </LinkButton>
      )
    );
  });
}
