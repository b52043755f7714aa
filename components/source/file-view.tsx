"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { ProblemNote } from "#components/ui/problem-note";
import { Skeleton } from "#components/ui/skeleton";
import { fileHref, fileText, largestShown } from "#lib/client/queries/source-files";
import { toProblem } from "#lib/domain/errors";
import { formatBytes } from "#lib/domain/sources";

// The editor's library comes when the first file is opened.
const SourceText = lazy(() => import("./source-text").then((module) => ({ default: module.SourceText })));

function TextPlace() {
  return (
    <div role="status" className="grid min-h-40 content-start gap-3 p-4">
      <span className="sr-only">Loading the file</span>
      <Skeleton className="w-1/3" />
      <Skeleton className="w-1/2" />
    </div>
  );
}

/** One file in one version. */
export interface FileSide {
  versionId: string;
  size: number;
}

interface FileViewProps {
  catalogId: string;
  path: string;
  /** As it is; null where it was taken away. */
  now: FileSide | null;
  /** As it was, to show what changed; null where it is new; absent where nothing is compared. */
  before?: FileSide | null;
}

/** A file as text, or what changed in it. */
export function FileView({ catalogId, path, now, before }: FileViewProps) {
  const shown = now ?? before ?? null;
  return (
    <section aria-label={path} className="min-w-0">
      <header className="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line px-3.5 py-1">
        <code className="min-w-0 [overflow-wrap:anywhere]">{path}</code>
        {shown && <span className="text-sm text-ink-3">{formatBytes(shown.size)}</span>}
        {shown && (
          <a
            className="ml-auto text-sm"
            href={`/api/v2${fileHref(catalogId, shown.versionId, path)}`}
            download={path.slice(path.lastIndexOf("/") + 1)}
          >
            Download
          </a>
        )}
      </header>
      <FileText catalogId={catalogId} path={path} now={now} before={before} />
    </section>
  );
}

function FileText({
  catalogId,
  path,
  now,
  before,
}: Omit<FileViewProps, "before"> & { before: FileSide | null | undefined }) {
  const tooLarge = [now, before].some((side) => (side?.size ?? 0) > largestShown);
  const after = useSide(catalogId, path, now, !tooLarge);
  const earlier = useSide(catalogId, path, before ?? null, !tooLarge);
  if (tooLarge) return <Words>Too large to show here; download it to look at it.</Words>;
  const error = after.error ?? earlier.error;
  if (error)
    return (
      <div className="p-3.5">
        <ProblemNote problem={toProblem(error)} />
      </div>
    );
  if (after.text === undefined || earlier.text === undefined) return <TextPlace />;
  if (after.text === null || earlier.text === null)
    return <Words>This is not a text; download it to look at it.</Words>;
  return (
    <Suspense fallback={<TextPlace />}>
      <SourceText path={path} text={after.text} before={before === undefined ? undefined : earlier.text} />
    </Suspense>
  );
}

function Words({ children }: { children: string }) {
  return <p className="p-3.5 text-ink-2">{children}</p>;
}

/** The text of a file on one side; empty where it is not there. */
function useSide(catalogId: string, path: string, side: FileSide | null, enabled: boolean) {
  const { data, error } = useQuery({
    ...fileText(catalogId, side?.versionId ?? "", path),
    enabled: enabled && side !== null,
  });
  return { text: side === null ? "" : data, error };
}
