import type { LineageDrawing } from "#lib/client/lineage-drawing";
import type { Extent } from "#lib/domain/lineage-layout";

interface LineageMarksProps {
  drawing: LineageDrawing;
  /** The part of the drawing that is in the document, and its pixels per unit. */
  box: Extent;
  scale: number;
}

/** Lines and marks of a lineage. Only shapes: the words, and what can be reached, lie over them. */
export function LineageMarks({ drawing, box, scale }: LineageMarksProps) {
  const { sequence, clones, unseen, versions, drafts, stems, lineScale, markScale } = drawing;
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  return (
    <svg
      aria-hidden="true"
      viewBox={`${box.left} ${box.top} ${width} ${height}`}
      width={width * scale}
      height={height * scale}
      style={{ left: box.left * scale, top: box.top * scale }}
      className="pointer-events-none absolute max-w-none fill-none"
    >
      <g className="stroke-line-strong" strokeWidth={1.6 * lineScale}>
        <path d={sequence} />
        <path d={clones} />
        <path d={unseen} strokeDasharray={`${3 * lineScale} ${3 * lineScale}`} />
      </g>
      <path d={stems} className="stroke-ok" strokeWidth={1.6 * lineScale} />
      <g className="fill-surface" strokeWidth={2 * markScale}>
        <path d={versions} className="stroke-accent" />
        <path d={drafts} className="stroke-ink-2" strokeDasharray={`${2.6 * markScale} ${2.1 * markScale}`} />
      </g>
    </svg>
  );
}
