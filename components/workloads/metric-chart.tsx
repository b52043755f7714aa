import { type ChartPoint, linePath, niceCeiling } from "#lib/client/chart-lines";
import { cn } from "#lib/client/class-names";

const size = { width: 600, height: 110 };

const strokes = {
  plain: "stroke-accent",
  warn: "stroke-warn",
  bad: "stroke-bad",
  soft: "stroke-ink-3",
} as const;

export interface ChartSeries {
  label: string;
  stroke: keyof typeof strokes;
  /** Told apart without colour, too. */
  dashed?: boolean;
  points: ChartPoint[];
}

interface Props {
  title: string;
  series: ChartSeries[];
  /** A value in words: `12 MiB`, `3 ms`. */
  words: (value: number) => string;
  /** The times at the ends of the axis. */
  ends: [string, string];
  className?: string;
}

function newestOf({ points }: ChartSeries): number | null {
  return points.findLast(({ value }) => value !== null)?.value ?? null;
}

/** Lines over one span of time. What they say at the end is beside their names, for who cannot see them. */
export function MetricChart({ title, series, words, ends, className }: Props) {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ value }) => (value === null ? [] : [value])),
  );
  const most = niceCeiling(Math.max(0, ...values));
  return (
    <figure className={cn("min-w-0 rounded-lg border border-line bg-surface px-3.5 py-3", className)}>
      <figcaption className="flex flex-wrap items-baseline gap-x-3.5 gap-y-0.5">
        <span className="font-medium">{title}</span>
        {series.map((one) => {
          const newest = newestOf(one);
          return (
            <span key={one.label} className="flex items-baseline gap-1.5 text-sm text-ink-2">
              <svg aria-hidden="true" width="14" height="6" className="self-center">
                <path
                  d="M0 3h14"
                  className={cn("fill-none stroke-[2]", strokes[one.stroke])}
                  strokeDasharray={one.dashed ? "3 3" : undefined}
                />
              </svg>
              {one.label}{" "}
              <span className="tabular-nums text-ink">{newest === null ? "—" : words(newest)}</span>
            </span>
          );
        })}
      </figcaption>
      <div className="relative">
        {/* Above the plot: the newest values, at its end, are what one looks at. */}
        <p className="h-5 text-right text-xs text-ink-3 tabular-nums">{values.length > 0 && words(most)}</p>
        {values.length === 0 && (
          <p className="absolute inset-x-0 top-14 text-center text-sm text-ink-3">nothing measured</p>
        )}
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${size.width} ${size.height}`}
          preserveAspectRatio="none"
          className="h-[110px] w-full overflow-visible border-b border-line"
        >
          <path
            d={`M0 0H${size.width}`}
            className="fill-none stroke-line"
            vectorEffect="non-scaling-stroke"
          />
          {/* The first above the others: a quiet hour is not the colour of its errors. */}
          {series.toReversed().map((one) => (
            <path
              key={one.label}
              d={linePath(one.points, most, size)}
              className={cn("fill-none stroke-[1.5]", strokes[one.stroke])}
              strokeDasharray={one.dashed ? "4 3" : undefined}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <div className="flex justify-between pt-1 text-xs text-ink-3 tabular-nums">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      </div>
    </figure>
  );
}
