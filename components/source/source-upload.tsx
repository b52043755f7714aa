"use client";
import { type DragEvent, lazy, Suspense, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { ProblemNote } from "#components/ui/problem-note";
import { Status } from "#components/ui/status";
import { prepareChange } from "#lib/client/change-source";
import { cn } from "#lib/client/class-names";
import { readChosen, readDropped, skippedFolders } from "#lib/client/dropped-files";
import { useUpload } from "./use-upload";

const loadProgress = () => import("./upload-progress");
const UploadProgress = lazy(() => loadProgress().then((module) => ({ default: module.UploadProgress })));
function prepare(): void {
  void loadProgress().catch(() => undefined);
  prepareChange();
}

interface SourceUploadProps {
  artifactId: string;
  /** The source to add to; a new one is begun if there is none. */
  catalogId: string | null;
}

/** Where source is dropped or chosen: a folder, single files, or a zip archive of them. */
export function SourceUpload({ artifactId, catalogId }: SourceUploadProps) {
  const { state, upload, stop } = useUpload(artifactId, catalogId);
  const [over, setOver] = useState(false);
  const busy = state.phase === "sending" || state.phase === "unpacking";
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void readDropped(event.dataTransfer.items).then(upload);
  }
  return (
    <Panel title="Upload">
      {busy && state.choice ? (
        <Suspense fallback={<Status kind="busy">Uploading</Status>}>
          <UploadProgress state={state} choice={state.choice} onStop={stop} />
        </Suspense>
      ) : (
        <section
          aria-label="Drop source here"
          onPointerEnter={prepare}
          onFocus={prepare}
          onDragEnter={prepare}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={cn(
            "grid justify-items-center gap-3 rounded-md border border-dashed border-line-strong px-4 py-6 text-center",
            over && "border-accent bg-accent-soft",
          )}
        >
          <p>Drop a folder, files or a zip archive here</p>
          <div className="flex flex-wrap justify-center gap-2">
            <Chooser label="Choose a folder" folder onChosen={(list) => void upload(readChosen(list))} />
            <Chooser label="Choose files" onChosen={(list) => void upload(readChosen(list))} />
          </div>
          <p className="text-sm text-ink-3">
            {catalogId === null
              ? "It becomes the first version of a new source."
              : "It goes onto the latest version: what has the same path is replaced, the rest stays."}{" "}
            Folders named {skippedFolders.join(" and ")} are left out.
          </p>
        </section>
      )}
      {state.problem && (
        <div className="mt-3">
          <ProblemNote problem={state.problem} />
        </div>
      )}
    </Panel>
  );
}

interface ChooserProps {
  label: string;
  folder?: boolean;
  onChosen: (files: File[]) => void;
}

function Chooser({ label, folder = false, onChosen }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        {...(folder && { webkitdirectory: "" })}
        onChange={({ currentTarget }) => {
          onChosen([...(currentTarget.files ?? [])]);
          // So that choosing the same again is noticed.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
