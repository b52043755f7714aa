import { StatusIcon, type StatusKind } from "#components/ui/status";
import { cn } from "#lib/client/class-names";
import { type Box, verticalScale } from "#lib/client/graph-view";
import { workloadHref } from "#lib/client/registry-view";
import { runStatusKind } from "#lib/client/run-status-kind";
import { type LineageLayout, liveBox } from "#lib/domain/lineage-layout";

interface LineageLiveProps {
  layout: LineageLayout;
  box: Box;
  scale: number;
}

const grounds: Partial<Record<StatusKind, string>> = {
  ok: "bg-ok-soft",
  bad: "bg-bad-soft",
  warn: "bg-warn-soft",
  busy: "bg-accent-soft",
  idle: "bg-sunken",
};

/** What runs, under the water line that parts it from the registry. */
export function LineageLive({ layout: { live, waterline }, box, scale }: LineageLiveProps) {
  if (waterline === null) return null;
  const down = verticalScale(scale);
  const width = (box.right - box.left) * scale;
  const shown = live.filter(({ x }) => x > box.left && x < box.right);
  return (
    <>
      <div
        aria-hidden="true"
        style={{ left: box.left * scale, top: waterline * down, width }}
        className="absolute border-t border-dashed border-line-strong"
      />
      <ul aria-label="Live" className="absolute top-0 left-0">
        {shown.map(({ workload, x, y }) => (
          <li
            key={workload.id}
            style={{ left: x * scale, top: y * down, width: liveBox.width }}
            className={cn("absolute -translate-1/2 rounded-md", grounds[runStatusKind(workload.status)])}
          >
            <a
              href={workloadHref(workload.id)}
              draggable={false}
              aria-label={`${workload.name}: ${workload.status}, ${workload.replicas} ready`}
              className="flex items-center gap-1.5 rounded-md px-2 py-1.5"
            >
              <StatusIcon kind={runStatusKind(workload.status)} className="shrink-0" />
              <span className="min-w-0 grow truncate">{workload.name}</span>
              <span className="shrink-0">{workload.replicas}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
