"use client";
import { useEffect, useEffectEvent } from "react";
import { keepEventStream } from "#lib/client/event-stream";
import { markPageStale } from "#lib/client/stale-page";

interface FollowWorkloadsProps {
  ids: readonly string[];
  /** Of these workloads as they were before the page was made; null: not known, the page is read again once. */
  mark: string | null;
}

/** Has the page read again whenever one of these workloads is another than it shows. Shows nothing. */
export function FollowWorkloads({ ids, mark }: FollowWorkloadsProps) {
  const query = ids.map((id) => `ids=${encodeURIComponent(id)}`).join("&");
  const url = useEffectEvent(() => `/api/live/workloads?${query}&mark=${mark ?? ""}`);
  // What workloads do is told by the server, outside React.
  useEffect(() => {
    if (query === "") return;
    const stop = new AbortController();
    void keepEventStream(stop.signal, { url: () => url(), onEvent: markPageStale });
    return () => stop.abort();
  }, [query]);
  return null;
}
