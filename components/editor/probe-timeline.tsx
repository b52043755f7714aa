import type { ProbePicture } from "#lib/client/probe-lanes";
import { layoutTimeline, type TimelineMark } from "#lib/client/timeline-layout";

const width = 420;
const labelHeight = 13;

const fills: Record<TimelineMark["kind"], string> = {
  start: "fill-ink-3",
  good: "fill-ok",
  bad: "fill-bad",
  asked: "fill-busy",
};

/** When a container is ready, ended and noticed, drawn from the numbers of its probes and said in words. */
export function ProbeTimeline({ picture }: { picture: ProbePicture }) {
  const lanes = layoutTimeline(picture.lanes, width);
  const named = lanes.length > 1;
  const placed = lanes.map((lane) => ({
    ...lane,
    height: (named ? 14 : 0) + 22 + labelHeight * (1 + Math.max(0, ...lane.marks.map(({ line }) => line))),
  }));
  const tops = placed.map((_, index) => placed.slice(0, index).reduce((sum, { height }) => sum + height, 0));
  const height = placed.reduce((sum, lane) => sum + lane.height, 0);
  return (
    <svg
      role="img"
      aria-label={picture.words}
      viewBox={`0 0 ${width} ${height}`}
      className="block h-auto w-full max-w-[460px]"
    >
      {placed.map((lane, index) => (
        <g key={lane.name} transform={`translate(0 ${(tops[index] ?? 0) + (named ? 14 : 0)})`}>
          {named && (
            <text x="0" y="-2" className="fill-ink-2" fontSize="10.5">
              {lane.name}
            </text>
          )}
          <line x1="4" y1="10" x2={width - 4} y2="10" className="stroke-line-strong" />
          {lane.dots.map((x) => (
            <circle key={x} cx={x} cy="10" r="2.2" className="fill-ink-3" />
          ))}
          {lane.marks.map(({ x, labelX, label, line, kind }) => (
            <g key={label}>
              {kind === "bad" ? (
                <path d={`M${x - 4} 6l8 8m0 -8l-8 8`} className="stroke-bad" strokeWidth="1.9" fill="none" />
              ) : (
                <circle cx={x} cy="10" r={kind === "start" ? 2.2 : 4} className={fills[kind]} />
              )}
              <text x={labelX} y={28 + line * labelHeight} className="fill-ink-3" fontSize="10.5">
                {label}
              </text>
            </g>
          ))}
        </g>
      ))}
    </svg>
  );
}
