import type { Box } from "#lib/client/graph-view";
import { verticalScale } from "#lib/client/graph-view";
import type { LineageDrawing } from "#lib/client/lineage-drawing";

interface LineageMarksProps {
  drawing: LineageDrawing;
  /** The part of the drawing that is in the document, and its pixels per unit. */
  box: Box;
  scale: number;
}

/** Lines and marks of a lineage. Only shapes: the words, and what can be reached, lie over them. */
export function LineageMarks({ drawing, box, scale }: LineageMarksProps) {
  const { sequence, clones, unseen, versions, drafts, stems, markSize } = drawing;
  const down = verticalScale(scale);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  return (
    <svg
      aria-hidden="true"
      viewBox={`${box.left} ${box.top} ${width} ${height}`}
      preserveAspectRatio="none"
      width={width * scale}
      height={height * down}
      style={{ left: box.left * scale, top: box.top * down }}
      className="pointer-events-none absolute max-w-none fill-none [&_path]:[vector-effect:non-scaling-stroke]"
    >
      <g className="stroke-line-strong" strokeWidth="1.6">
        <path d={sequence} />
        <path d={clones} />
        <path d={unseen} strokeDasharray="3 3" />
      </g>
      <path d={stems} className="stroke-ok" strokeWidth="1.6" />
      <g className="fill-surface" strokeWidth={Math.max(1, 2 * Math.min(1, markSize))}>
        <path d={versions} className="stroke-accent" />
        <path
          d={drafts}
          className="stroke-ink-2"
          strokeDasharray={`${2.6 * Math.min(1, markSize)} ${2.1 * Math.min(1, markSize)}`}
        />
      </g>
    </svg>
  );
}
