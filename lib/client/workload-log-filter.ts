import { severities } from "#lib/domain/log-records";
import type { ReplicaRecord } from "#lib/domain/workloads";
import { oneParam, type SearchParams } from "./list-url";

const names = ["level", "text", "container", "replicaId"] as const;

/** What of a log is shown, as its URL says it; what means nothing is left out. */
export function readLogFilter(params: SearchParams): Record<string, string> {
  const filter: Record<string, string> = {};
  for (const name of names) {
    const value = oneParam(params[name]);
    if (value !== undefined && (name !== "level" || isLevel(value))) filter[name] = value.slice(0, 1_000);
  }
  return filter;
}

const isLevel = (word: string) => severities.some((one) => one === word);

/** The choices of a log's filters, from the replicas there are. */
export function logFilters(replicas: readonly ReplicaRecord[]) {
  const containers = new Set(replicas.flatMap(({ state }) => state.containers.map(({ name }) => name)));
  return [
    {
      name: "level",
      label: "Level",
      options: severities.slice(1).map((value) => ({ value, label: `${value} and above` })),
    },
    {
      name: "container",
      label: "Container",
      options: [...containers].sort().map((value) => ({ value, label: value })),
    },
    {
      name: "replicaId",
      label: "Replica",
      options: replicas.map(({ id, groupName, ordinal }) => ({
        value: id,
        label: `${groupName} ${ordinal + 1} (${id.slice(-6)})`,
      })),
    },
  ];
}
