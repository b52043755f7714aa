import { Panel } from "#components/ui/panel";
import { Skeleton } from "#components/ui/skeleton";

/** Where files will be shown. */
export function FilesPlace({ title }: { title: string }) {
  return (
    <Panel title={title} padded={false}>
      <div role="status" className="grid min-h-40 content-start gap-3 p-4">
        <span className="sr-only">Loading the files</span>
        <Skeleton className="w-1/3" />
        <Skeleton className="w-1/4" />
      </div>
    </Panel>
  );
}
