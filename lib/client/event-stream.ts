export interface ServerEvent {
  /** "message" where the server gave none. */
  name: string;
  data: unknown;
}

interface EventStream {
  /** Where to go on from, asked for whenever the stream is opened. */
  url: () => string;
  onEvent: (event: ServerEvent) => void;
}

const firstRetry = 500;
const longestRetry = 15_000;

/**
 * Reads a stream of server-sent events, and again whenever it ends, until the server says it is over. Not an
 * EventSource: that tells a refusal from a lost connection no more than a wrong address from a restart.
 */
export async function keepEventStream(signal: AbortSignal, stream: EventStream): Promise<"over" | "stopped"> {
  let retry = firstRetry;
  while (!signal.aborted) {
    const begun = Date.now();
    const outcome = await readStream(signal, stream).catch(() => "lost" as const);
    if (outcome === "over") return outcome;
    retry = Date.now() - begun > longestRetry ? firstRetry : Math.min(longestRetry, retry * 2);
    await pause(retry, signal);
  }
  return "stopped";
}

/** To come back in vain: the session is over, or there is nothing to follow. */
const refusals = [401, 403, 404];

async function readStream(signal: AbortSignal, { url, onEvent }: EventStream): Promise<"over" | "lost"> {
  const answer = await fetch(url(), { signal, cache: "no-store" });
  if (refusals.includes(answer.status)) return "over";
  if (!answer.ok || !answer.body) return "lost";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return "lost";
    const events = (rest + value).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const name = /^event: (.+)$/m.exec(event)?.[1] ?? "message";
      if (name === "over") return "over";
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data !== undefined) onEvent({ name, data: JSON.parse(data) });
    }
  }
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
