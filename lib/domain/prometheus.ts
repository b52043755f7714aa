/** `vllm:num_requests_waiting{model="m"} 3 1700000000000` */
const sample = /^([A-Za-z_:][\w:]*)(?:\{.*\})?\s+(\S+)(?:\s+-?\d+)?$/;

const special: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  "+Inf": Number.POSITIVE_INFINITY,
  "-Inf": Number.NEGATIVE_INFINITY,
};

/** The sum of all samples of a metric in Prometheus' text form, whatever their labels; null if there is none. */
export function readMetric(text: string, name: string): number | null {
  const values = text.split("\n").flatMap((line) => {
    if (!line.startsWith(name)) return [];
    const [, found, value = ""] = sample.exec(line.trimEnd()) ?? [];
    if (found !== name) return [];
    const number = special[value] ?? Number(value);
    return Number.isFinite(number) ? [number] : [];
  });
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

/** What servers of models call the metrics that policies name, and how many of ours one of theirs is. */
const aliases: Readonly<Record<string, { names: readonly string[]; times: number }>> = {
  gpuCacheUtilization: {
    names: ["vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc", "gpu_cache_usage_perc"],
    times: 100,
  },
  gpuRequestQueueDepth: { names: ["vllm:num_requests_waiting", "num_requests_waiting"], times: 1 },
};

/** A metric of a scaling policy, as a replica tells it; null: it does not. Utilization is in percent. */
export function readScalingMetric(text: string, scalingMetric: string): number | null {
  const { names, times } = aliases[scalingMetric] ?? { names: [scalingMetric], times: 1 };
  for (const name of names) {
    const value = readMetric(text, name);
    if (value !== null) return value * times;
  }
  return null;
}
