import { expect, test } from "vitest";
import { readMetric, readScalingMetric } from "./prometheus";

const text = `# HELP vllm:num_requests_waiting Number of requests.
# TYPE vllm:num_requests_waiting gauge
vllm:num_requests_waiting{model_name="a \\"b\\" {c}"} 3.0
vllm:num_requests_waiting{model_name="d"} 1 1700000000000
vllm:num_requests_waiting_total 9
vllm:kv_cache_usage_perc 0.25
broken{a="b" 5
nothing NaN
`;

test("a metric is the sum of its samples, by its whole name", () => {
  expect(readMetric(text, "vllm:num_requests_waiting")).toBe(4);
  expect(readMetric(text, "vllm:num_requests")).toBeNull();
  expect(readMetric(text, "broken")).toBeNull();
  expect(readMetric(text, "nothing")).toBeNull();
});

test("the metrics of policies have other names in servers of models; utilization is in percent", () => {
  expect(readScalingMetric(text, "gpuRequestQueueDepth")).toBe(4);
  expect(readScalingMetric(text, "gpuCacheUtilization")).toBe(25);
  expect(readScalingMetric(text, "vllm:kv_cache_usage_perc")).toBe(0.25);
  expect(readScalingMetric(text, "none")).toBeNull();
});
