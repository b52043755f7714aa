import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Actor } from "#lib/domain/actors";
import { AppError } from "#lib/domain/errors";
import { log } from "#lib/log";
import { identifySession } from "#lib/operations/callers";
import { authenticatePage } from "./authentication";

/** Events that come together are told together. */
const gatherMs = 100;
/** Keeps proxies from closing it, finds out that the session is over, and asks again should a wake-up be lost. */
const heartbeatMs = 20_000;
/** What a browser that reads nothing may leave unread. */
const mostUnread = 1024 * 1024;

/** A browser that follows something. */
export interface Follower {
  /** Sends events, as server-sent events are written. */
  send: (events: string) => void;
  requestId: string;
}

/** What is followed. */
export interface Followed {
  /** Calls `wake` whenever there may be something to tell; returns how to stop. */
  watch: (wake: () => void) => () => void;
  /**
   * Tells what is new, to the person with the rights they have at that moment. "more": there is more to tell at once.
   * "over": there will never be more.
   */
  tell: (actor: Actor, follower: Follower) => Promise<"told" | "more" | "over">;
}

interface StreamRoute {
  path: string;
  /** Streams of one person at a time. */
  mostPerPerson: number;
  baseOf: (request: Pick<FastifyRequest, "headers">) => string | null;
  /** Throws where there is nothing for this person to follow. */
  open: (request: StreamRequest, actor: Actor) => Promise<Followed>;
}

export interface StreamRequest {
  requestId: string;
  headers: IncomingHttpHeaders;
  params: Record<string, string>;
  query: Record<string, unknown>;
}

/** Server-sent events for our own pages. A session is wanted, and looked for again before anything is told. */
export function serveEventStream(app: FastifyInstance, route: StreamRoute): void {
  const { path, mostPerPerson, baseOf, open } = route;
  const streams = new Map<string, Set<ServerResponse>>();

  app.get<{ Params: Record<string, string>; Querystring: Record<string, unknown> }>(
    path,
    async (request, reply) => {
      const { headers, params, query, id: requestId } = request;
      const actor = await authenticatePage(request.method, headers, baseOf(request));
      const followed = await open({ requestId, headers, params, query }, actor);
      const own = streams.get(actor.userId) ?? new Set();
      if (own.size >= mostPerPerson)
        throw new AppError("throttled", "Too many open streams", { retryAfter: 30 });
      reply.hijack();
      streams.set(actor.userId, own.add(reply.raw));
      reply.raw.once("close", () => {
        own.delete(reply.raw);
        if (own.size === 0 && streams.get(actor.userId) === own) streams.delete(actor.userId);
      });
      follow(reply.raw, followed, { cookie: headers.cookie ?? "", requestId });
    },
  );
  // Streams end only by themselves or by us, and closing waits for them.
  app.addHook("preClose", async () => {
    for (const response of [...streams.values()].flatMap((each) => [...each])) response.end();
  });
}

function follow(
  response: ServerResponse,
  { watch, tell }: Followed,
  { cookie, requestId }: { cookie: string; requestId: string },
): void {
  let gathering: NodeJS.Timeout | undefined;
  let telling = Promise.resolve();
  const follower: Follower = {
    requestId,
    send: (events) => {
      if (!response.writableEnded) response.write(events);
    },
  };

  async function tellNow(): Promise<void> {
    for (;;) {
      const actor = await identifySession(cookie);
      if (response.writableEnded || response.destroyed) return;
      const outcome = actor === null ? "over" : await tell(actor, follower);
      if (outcome === "over") return void response.end("event: over\ndata:\n\n");
      if (outcome === "told" || !(await isRead(response))) return;
    }
  }
  function tellInTurn(): void {
    gathering = undefined;
    telling = telling.then(tellNow).catch((error: unknown) => {
      if (isRefusal(error)) return void response.end("event: over\ndata:\n\n");
      // The next wake-up or heartbeat begins where this one stopped.
      log.warn({ err: error, requestId }, "a stream could not be told what is new");
    });
  }
  function wake(): void {
    gathering ??= setTimeout(tellInTurn, gatherMs);
  }
  const stopWatching = watch(wake);
  const heartbeat = setInterval(() => {
    response.write(":\n\n");
    if (response.writableLength > mostUnread) response.destroy();
    wake();
  }, heartbeatMs);
  response.once("close", () => {
    clearInterval(heartbeat);
    clearTimeout(gathering);
    stopWatching();
  });
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write(":\n\n");
  wake();
}

/** What was followed is gone, or not shared any more. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && (error.code === "not_found" || error.code === "forbidden");
}

/** Waits until the browser has taken what was sent; false when it is gone. */
function isRead(response: ServerResponse): Promise<boolean> {
  if (response.destroyed || !response.writableNeedDrain) return Promise.resolve(!response.destroyed);
  return new Promise((resolve) => {
    const settle = () => {
      response.off("drain", settle);
      response.off("close", settle);
      resolve(!response.destroyed);
    };
    response.once("drain", settle);
    response.once("close", settle);
  });
}
