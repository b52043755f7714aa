"use client";
import { useEffect, useState } from "react";
import { keepEventStream } from "#lib/client/event-stream";
import { type FollowedLine, FollowedLog } from "#lib/client/followed-log";
import { followedLines, readLinesBefore } from "#lib/client/queries/workload-log";
import { LogRows } from "./log-rows";

interface WorkloadLogProps {
  workloadId: string;
  /** As query parameters: `level`, `text`, `container`, `replicaId`. */
  filter: Record<string, string>;
  /** What the page began with, the oldest first. */
  lines: readonly FollowedLine[];
  hasOlder: boolean;
  withContainer: boolean;
}

/** The log of a workload as it grows. */
export function WorkloadLog({ workloadId, filter, lines, hasOlder, withContainer }: WorkloadLogProps) {
  const [log] = useState(
    () => new FollowedLog(lines, hasOlder, (before) => readLinesBefore(workloadId, filter, before)),
  );
  const query = new URLSearchParams(filter).toString();
  // Lines are told by the server, outside React.
  useEffect(() => {
    const stop = new AbortController();
    void keepEventStream(stop.signal, {
      url: () => `/api/live/workloads/${workloadId}/log?${query}&after=${log.last}`,
      onEvent: ({ name, data }) => {
        if (name === "lines") log.add(followedLines.parse(data).lines);
      },
    });
    return () => stop.abort();
  }, [workloadId, query, log]);
  const filtered = query !== "";
  return (
    <LogRows
      log={log}
      withContainer={withContainer}
      search={filter.text ?? ""}
      empty={filtered ? "No line passes this filter." : "Nothing is logged yet."}
    />
  );
}
