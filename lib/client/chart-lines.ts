/** A step of a chart: its time and a value, null where there is none. */
export interface ChartPoint {
  time: Date;
  value: number | null;
}

interface Steps {
  start: Date;
  end: Date;
  stepMinutes: number;
}

const minuteMs = 60_000;

/** Every step of a span, with what came in it, or `missing` where nothing did. */
export function fillSteps<Row extends { time: Date }>(
  rows: readonly Row[],
  { start, end, stepMinutes }: Steps,
  measure: (row: Row | undefined) => number | null,
): ChartPoint[] {
  const stepMs = stepMinutes * minuteMs;
  const byStep = new Map(rows.map((row) => [Math.floor(row.time.getTime() / stepMs), row]));
  const first = Math.ceil(start.getTime() / stepMs);
  const last = Math.floor(end.getTime() / stepMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    time: new Date((first + index) * stepMs),
    value: measure(byStep.get(first + index)),
  }));
}

/** A number that axes end with: 1, 2 or 5 times a power of ten, at least as large. */
export function niceCeiling(largest: number): number {
  if (largest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5].find((factor) => factor * power >= largest) ?? 10) * power;
}

export interface ChartSize {
  width: number;
  height: number;
}

/** The line through the values as an SVG path, broken where there are none; a value alone is a short dash. */
export function linePath(points: readonly ChartPoint[], most: number, { width, height }: ChartSize): string {
  const step = points.length > 1 ? width / (points.length - 1) : width;
  const round = (value: number) => Math.round(value * 10) / 10;
  const parts: string[] = [];
  let drawing = false;
  for (const [index, { value }] of points.entries()) {
    if (value === null) drawing = false;
    else {
      const y = round(height - (Math.min(value, most) / most) * height);
      const next = points[index + 1]?.value ?? null;
      // Within a level stretch there is nothing to draw: a quiet week is two points, not hundreds.
      if (drawing && value === points[index - 1]?.value && value === next) continue;
      const alone = !drawing && next === null;
      parts.push(`${drawing ? "L" : "M"}${round(index * step)} ${y}${alone ? "h2" : ""}`);
      drawing = true;
    }
  }
  return parts.join("");
}
