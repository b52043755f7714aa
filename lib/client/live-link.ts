import type { Change } from "#lib/domain/changes";
import { keepEventStream } from "./event-stream";

/** What a tab is told: what changed, or that anything may have. */
export interface News {
  cursor: string;
  reset: boolean;
  changes: readonly Pick<Change, "verb" | "objectType" | "objectId" | "repositoryId" | "revision">[];
}

const listeners = new Set<(news: News) => void>();

/** Calls back with everything this tab is told. Returns how to stop. */
export function receiveNews(listener: (news: News) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Keeps this tab told of changes, from the place in the audit chain that its page was made at. The tabs of a browser
 * share one stream, since over HTTP/1.1 it allows six connections in all: whoever holds a lock keeps the stream and
 * hands on what comes. Where there are no locks (plain http on a LAN) a tab has a stream while it is visible.
 */
export function startLiveLink(personId: string, since: string): () => void {
  const name = `plimsoll:live:${personId}`;
  const stop = new AbortController();
  const channel = new BroadcastChannel(name);
  let cursor = since;
  let leads = false;

  function accept(news: News): void {
    if (!isLater(news.cursor, cursor) && !news.reset) return;
    if (news.cursor === cursor) return;
    cursor = news.cursor;
    for (const listener of listeners) listener(news);
  }
  channel.onmessage = ({ data }) => {
    if (isNews(data)) accept(data);
    // A tab that was just opened says where its page is. What came between that and now it has not been told.
    else if (leads && typeof data === "string" && isLater(cursor, data))
      channel.postMessage({ cursor, reset: true, changes: [] } satisfies News);
  };
  channel.postMessage(since);
  void leadInTurn(name, stop.signal, (signal) => {
    leads = true;
    return keepEventStream(signal, {
      url: () => `/api/live/changes?after=${cursor}`,
      onEvent: ({ data }) => {
        if (!isNews(data)) return;
        accept(data);
        channel.postMessage(data);
      },
    });
  });
  return () => {
    stop.abort();
    channel.close();
  };
}

type Lead = (signal: AbortSignal) => Promise<"over" | "stopped">;

async function leadInTurn(name: string, signal: AbortSignal, lead: Lead): Promise<void> {
  if (!("locks" in navigator)) return leadWhileVisible(signal, lead);
  // An aborted request for a lock rejects: then nobody waits for it any more.
  await navigator.locks.request(name, { signal }, () => lead(signal)).catch(() => undefined);
}

async function leadWhileVisible(signal: AbortSignal, lead: Lead): Promise<void> {
  while (!signal.aborted) {
    const hidden = new AbortController();
    const onVisibility = () => document.visibilityState === "hidden" && hidden.abort();
    document.addEventListener("visibilitychange", onVisibility);
    onVisibility();
    const outcome = await lead(AbortSignal.any([signal, hidden.signal]));
    document.removeEventListener("visibilitychange", onVisibility);
    if (outcome === "over") return;
    await untilVisible(signal);
  }
}

/** Or until nobody waits any more. */
function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === "hidden" && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look);
    look();
  });
}

function isNews(value: unknown): value is News {
  return (
    typeof value === "object" && value !== null && "cursor" in value && "reset" in value && "changes" in value
  );
}

/** Sequences are whole numbers without zeros in front. */
function isLater(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}
