import { type Box, verticalScale } from "#lib/client/graph-view";
import { type LineageLayout, liveBox } from "#lib/domain/lineage-layout";

interface LineageLiveProps {
  layout: LineageLayout;
  box: Box;
  scale: number;
}

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
            className="absolute -translate-1/2 truncate rounded-md bg-ok-soft px-2 py-1.5 text-center"
          >
            {workload.name} · {workload.replicas}
          </li>
        ))}
      </ul>
    </>
  );
}
