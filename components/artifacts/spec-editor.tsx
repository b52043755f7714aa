"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/states";
import { editorFrame, type SpecEditorProps } from "./spec-editor-props";

/** The editor itself, its parsers and the schema come after the page: they are most of its script. */
const Body = dynamic(() => import("./spec-editor-body").then((module) => module.SpecEditorBody), {
  ssr: false,
  loading: EditorPlace,
});

export function SpecEditor(props: SpecEditorProps) {
  return <Body {...props} />;
}

/** Of the editor's own size, so that nothing moves when it comes. */
function EditorPlace() {
  return (
    <div className="grid gap-3.5 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div role="status" className={editorFrame}>
        <span className="sr-only">Loading the editor</span>
        <div className="h-10 border-b border-line" />
        <div className="grid grow content-start gap-3 p-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-2/5" />
        </div>
      </div>
      <div className="h-[130px] rounded-lg border border-line bg-surface" />
    </div>
  );
}
