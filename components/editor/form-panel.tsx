"use client";
import { type FocusEvent, type RefObject } from "react";
import { Button } from "#components/ui/button";
import { Kbd } from "#components/ui/kbd";
import { Panel } from "#components/ui/panel";
import type { TreeNode } from "#lib/client/document-tree";
import { formatPath } from "#lib/domain/errors";

interface FormPanelProps {
  form: RefObject<HTMLDivElement | null>;
  node: TreeNode | undefined;
  readable: boolean;
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onFocus: (event: FocusEvent) => void;
}

const kindWords: Record<TreeNode["kind"], string> = {
  artifact: "artifact",
  group: "container group",
  container: "sidecar",
};

/** The form of the selected part. */
export function FormPanel({ form, node, readable, onFocus, ...history }: FormPanelProps) {
  if (!node) return null;
  return (
    <div ref={form} onFocus={onFocus} className="min-w-0">
      <Panel
        title={node.name}
        note={node.detail.startsWith("primary") ? "primary container" : kindWords[node.kind]}
        actions={<HistoryButtons {...history} />}
      >
        {!readable && (
          <p role="status" className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-sm">
            The text cannot be read now, so the form waits. The list of problems says where.
          </p>
        )}
        <fieldset disabled={!readable} key={formatPath(node.path)} className="min-w-0">
          <legend className="sr-only">{node.name}</legend>
        </fieldset>
      </Panel>
    </div>
  );
}

interface HistoryButtonsProps {
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
}

function HistoryButtons({ canUndo, canRedo, onUndo, onRedo }: HistoryButtonsProps) {
  return (
    <>
      <Button
        variant="plain"
        className="h-7 px-2 text-sm"
        disabledReason={canUndo ? null : "Nothing to undo"}
        onClick={onUndo}
      >
        Undo <Kbd>Ctrl Z</Kbd>
      </Button>
      <Button
        variant="plain"
        className="h-7 px-2 text-sm max-md:hidden"
        disabledReason={canRedo ? null : "Nothing to redo"}
        onClick={onRedo}
      >
        Redo
      </Button>
    </>
  );
}
