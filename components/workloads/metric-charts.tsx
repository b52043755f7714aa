import { fillSteps } from "#lib/client/chart-lines";
import { exactTime } from "#lib/client/time-words";
import { countWords } from "#lib/domain/count-words";
import { formatBytes } from "#lib/domain/sources";
import { MetricChart } from "./metric-chart";

interface Charts {
  start: Date;
  end: Date;
  stepMinutes: number;
  requests: {
    time: Date;
    requests: number;
    userErrors: number;
    serverErrors: number;
    p50: number | null;
    p95: number | null;
    concurrent: number;
  }[];
  usage: { time: Date; cpus: number; memoryBytes: number }[];
}

const milliseconds = (value: number) => `${Math.round(value)} ms`;
const cpus = (value: number) => `${Math.round(value * 100) / 100}`;
const bytes = (value: number) => formatBytes(Math.round(value));

/** What a workload was asked and used, over one span of time. */
export function MetricCharts({ charts }: { charts: Charts }) {
  const { requests, usage, ...span } = charts;
  const counted = (key: "requests" | "userErrors" | "serverErrors" | "concurrent") =>
    fillSteps(requests, span, (row) => row?.[key] ?? 0);
  const timed = (key: "p50" | "p95") => fillSteps(requests, span, (row) => row?.[key] ?? null);
  const used = (key: "cpus" | "memoryBytes") => fillSteps(usage, span, (row) => row?.[key] ?? null);
  const ends: [string, string] = [exactTime(span.start), exactTime(span.end)];
  const step = span.stepMinutes === 1 ? "a minute" : `in ${span.stepMinutes} minutes`;
  return (
    <div className="grid gap-3.5 md:grid-cols-2">
      <MetricChart
        title={`Requests ${step}`}
        className="md:col-span-2"
        words={countWords}
        ends={ends}
        series={[
          { label: "all", stroke: "plain", points: counted("requests") },
          { label: "4xx", stroke: "warn", dashed: true, points: counted("userErrors") },
          { label: "5xx", stroke: "bad", points: counted("serverErrors") },
        ]}
      />
      <MetricChart
        title="Response time"
        words={milliseconds}
        ends={ends}
        series={[
          { label: "median", stroke: "plain", points: timed("p50") },
          { label: "95 of 100 within", stroke: "soft", dashed: true, points: timed("p95") },
        ]}
      />
      <MetricChart
        title="Requests at once"
        words={countWords}
        ends={ends}
        series={[{ label: "most", stroke: "plain", points: counted("concurrent") }]}
      />
      <MetricChart
        title="Processors"
        words={cpus}
        ends={ends}
        series={[{ label: "used", stroke: "plain", points: used("cpus") }]}
      />
      <MetricChart
        title="Memory"
        words={bytes}
        ends={ends}
        series={[{ label: "used", stroke: "plain", points: used("memoryBytes") }]}
      />
    </div>
  );
}
