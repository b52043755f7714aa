"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/skeleton";
import { cn } from "#lib/client/class-names";
import { type ArtifactEditorProps, editorColumns, editorHeight } from "./artifact-editor-props";

/** The editor itself, its parsers and the schema come after the page: they are most of its script. */
const Body = dynamic(() => import("./artifact-editor-body").then((module) => module.ArtifactEditorBody), {
  ssr: false,
  loading: EditorPlace,
});

export function ArtifactEditor(props: ArtifactEditorProps) {
  return <Body {...props} />;
}

/** Of the editor's own size, so that nothing moves when it comes. */
function EditorPlace() {
  return (
    <div className={editorColumns}>
      <div role="status" className="h-[180px] rounded-lg border border-line bg-surface">
        <span className="sr-only">Loading the editor</span>
      </div>
      <div className={cn(editorHeight, "rounded-lg border border-line bg-surface")}>
        <div className="h-10 border-b border-line" />
        <div className="grid content-start gap-3 p-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-2/5" />
        </div>
      </div>
      <div className={cn(editorHeight, "rounded-lg border border-line bg-surface")} />
    </div>
  );
}
