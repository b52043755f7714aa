import type { Change } from "#lib/domain/changes";

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

const firstRetry = 500;
const longestRetry = 15_000;

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
    return keepStream(signal, {
      cursor: () => cursor,
      onNews: (news) => {
        accept(news);
        channel.postMessage(news);
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

interface StreamReader {
  cursor: () => string;
  onNews: (news: News) => void;
}

/** Reads the stream, and again whenever it ends, until the session is over. */
async function keepStream(signal: AbortSignal, reader: StreamReader): Promise<"over" | "stopped"> {
  let retry = firstRetry;
  while (!signal.aborted) {
    const begun = Date.now();
    const outcome = await readStream(signal, reader).catch(() => "lost" as const);
    if (outcome === "over") return outcome;
    retry = Date.now() - begun > longestRetry ? firstRetry : Math.min(longestRetry, retry * 2);
    await pause(retry, signal);
  }
  return "stopped";
}

async function readStream(signal: AbortSignal, { cursor, onNews }: StreamReader): Promise<"over" | "lost"> {
  const answer = await fetch(`/api/live/changes?after=${cursor()}`, { signal, cache: "no-store" });
  if (answer.status === 401 || answer.status === 403) return "over";
  if (!answer.ok || !answer.body) return "lost";
  const lines = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await lines.read();
    if (done) return "lost";
    const events = (text + value).split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      if (event.startsWith("event: over")) return "over";
      const news: unknown = readData(event);
      if (isNews(news)) onNews(news);
    }
  }
}

function readData(event: string): unknown {
  const data = /^data: (.+)$/m.exec(event)?.[1];
  return data === undefined ? null : JSON.parse(data);
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

/** Until the time has passed, the network is there again, or nobody waits any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    }
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
