import type { Probe } from "#lib/domain/spec";

export type ProbeField = "startupProbe" | "readinessProbe" | "livenessProbe";

const outcomes: Record<ProbeField, (probe: Probe) => string[]> = {
  startupProbe: (probe) => [
    `started after ${times(probe.successThreshold, "success", "successes")}`,
    `ended after ${duration(probe.periodSeconds * probe.failureThreshold)} of failures (${probe.failureThreshold})`,
  ],
  readinessProbe: (probe) => [
    `ready after ${times(probe.successThreshold, "success", "successes")}`,
    `taken out after ${times(probe.failureThreshold, "failure", "failures")}`,
  ],
  livenessProbe: (probe) => [`restarted after ${times(probe.failureThreshold, "failure", "failures")}`],
};

/** The question a probe asks: `GET :8080/readyz`. */
export function probeQuestion({ scheme, host, port, path }: Probe): string {
  const secure = scheme === "HTTPS" ? "https://" : "";
  return `GET ${secure}${host ?? ""}:${port}${path}`;
}

/** When it is asked and what the answers lead to: "every 5 s, ready after 1 success, first asked after 5 s". */
export function probeConsequences(field: ProbeField, probe: Probe): string {
  return [
    `every ${duration(probe.periodSeconds)}`,
    ...outcomes[field](probe),
    probe.initialDelaySeconds === 0
      ? "first asked at once"
      : `first asked after ${duration(probe.initialDelaySeconds)}`,
    `waits ${duration(probe.timeoutSeconds)} for an answer`,
  ].join(", ");
}

function times(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Whole minutes and hours where they are exact enough to be read at a glance. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${trim(seconds / 60)} min`;
  return `${trim(seconds / 3600)} h`;
}

function trim(value: number): string {
  return String(Math.round(value * 10) / 10);
}
