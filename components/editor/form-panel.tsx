"use client";
import type { FocusEvent, ReactNode, RefObject } from "react";
import { Button } from "#components/ui/button";
import { Kbd } from "#components/ui/kbd";
import { Panel } from "#components/ui/panel";
import type { TreeNode } from "#lib/client/document-tree";
import { formatPath } from "#lib/domain/errors";
import { ArtifactForm } from "./artifact-form";
import { ContainerForm } from "./container-form";
import { GroupForm } from "./group-form";
import type { ArtifactDocument } from "./use-artifact-document";

interface FormPanelProps {
  form: RefObject<HTMLFormElement | null>;
  node: TreeNode | undefined;
  document: ArtifactDocument;
  onFocus: (event: FocusEvent) => void;
  tags: ReactNode;
}

const kindWords: Record<TreeNode["kind"], string> = {
  artifact: "artifact",
  group: "container group",
  container: "sidecar",
};

/** The form of the selected part. */
export function FormPanel({ form, node, document, onFocus, tags }: FormPanelProps) {
  if (!node) return null;
  return (
    <form
      ref={form}
      aria-label="Form"
      onFocus={onFocus}
      onSubmit={(event) => event.preventDefault()}
      className="min-w-0"
    >
      <Panel
        title={node.name}
        note={node.detail.startsWith("primary") ? "primary container" : kindWords[node.kind]}
        actions={<HistoryButtons document={document} />}
      >
        {!document.readable && (
          <p role="status" className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-sm">
            The text cannot be read now, so the form waits. The list of problems says where.
          </p>
        )}
        <fieldset disabled={!document.readable} key={formatPath(node.path)} className="min-w-0">
          <legend className="sr-only">{node.name}</legend>
          {node.kind === "artifact" && <ArtifactForm />}
          {node.kind === "group" && <GroupForm path={node.path} />}
          {node.kind === "container" && <ContainerForm path={node.path} />}
        </fieldset>
        {node.kind === "artifact" && tags && (
          <div className="flex flex-wrap items-center gap-2 border-t border-line pt-2.5">
            <span className="w-[104px] text-ink-2">Tags</span>
            {tags}
          </div>
        )}
      </Panel>
    </form>
  );
}

function HistoryButtons({ document: { history, undo, redo } }: { document: ArtifactDocument }) {
  return (
    <>
      <Button
        variant="plain"
        className="h-7 px-2 text-sm"
        disabledReason={history.past.length > 0 ? null : "Nothing to undo"}
        onClick={undo}
      >
        Undo <Kbd>Ctrl Z</Kbd>
      </Button>
      <Button
        variant="plain"
        className="h-7 px-2 text-sm max-md:hidden"
        disabledReason={history.future.length > 0 ? null : "Nothing to redo"}
        onClick={redo}
      >
        Redo
      </Button>
    </>
  );
}
