import { Button } from "#components/ui/button";
import { Status } from "#components/ui/status";
import type { Choice } from "#lib/client/dropped-files";
import { formatBytes } from "#lib/domain/sources";
import type { UploadState } from "./use-upload";

interface UploadProgressProps {
  state: UploadState;
  choice: Choice;
  onStop: () => void;
}

/** Of thousands of files, only those that are under way or still to come are worth a line. */
const mostLines = 50;

/** How far an upload is, in all and file by file. */
export function UploadProgress({ state, choice, onStop }: UploadProgressProps) {
  const { files, skipped } = choice;
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  const sent = [...state.sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  const open = files.filter(({ path, file }) => (state.sent.get(path) ?? -1) < file.size);
  const lines = files.length <= mostLines ? files : open.slice(0, mostLines);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Status kind="busy">
          {state.phase === "unpacking"
            ? "Making the version"
            : `Uploading ${files.length - open.length} of ${files.length}`}
        </Status>
        <span className="text-sm text-ink-3 tabular-nums">
          {formatBytes(sent)} of {formatBytes(total)}
        </span>
        <Button className="ml-auto" onClick={onStop}>
          Stop
        </Button>
      </div>
      <Bar label="All files" value={sent} max={total} />
      <ul className="grid max-h-72 gap-1 overflow-auto">
        {lines.map(({ path, file }) => (
          <li key={path} className="grid grid-cols-[minmax(0,1fr)_minmax(60px,160px)] items-center gap-3">
            <span className="mono truncate text-sm" title={path}>
              {path}
            </span>
            <Bar label={path} value={state.sent.get(path) ?? 0} max={file.size} />
          </li>
        ))}
      </ul>
      {skipped.length > 0 && <p className="text-sm text-ink-3">Left out: {skipped.join(", ")}</p>}
    </div>
  );
}

function Bar({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <progress
      aria-label={label}
      value={max === 0 ? 1 : value}
      max={max === 0 ? 1 : max}
      className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  );
}
