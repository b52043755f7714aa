import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Actor } from "#lib/domain/actors";
import { changeCursor } from "#lib/domain/changes";
import { AppError } from "#lib/domain/errors";
import { log } from "#lib/log";
import { identifySession } from "#lib/operations/callers";
import { listChanges, stopChangeFeed, watchOrganization } from "#lib/operations/changes";
import { runOperation } from "#lib/operations/operation";
import { authenticate } from "./authentication";

/** Shared by the tabs of a browser, so that this is a dozen browsers of one person. */
const mostPerPerson = 12;
/** Changes that come together are told together. */
const gatherMs = 100;
/** Keeps proxies from closing it, finds out that the session is over, and asks again should a wake-up be lost. */
const heartbeatMs = 20_000;
/** What a browser that reads nothing may leave unread. */
const mostUnread = 1024 * 1024;

const open = new Map<string, Set<ServerResponse>>();

/**
 * Server-sent events for our own pages: that something changed, told to who may see it by the rights they have at that
 * moment. Each event's id is the place in the audit chain, so that a browser goes on where it was.
 */
export function serveChangeStream(
  app: FastifyInstance,
  baseOf: (request: Pick<FastifyRequest, "headers">) => string | null,
): void {
  app.get<{ Querystring: { after?: unknown } }>("/api/live/changes", async (request, reply) => {
    const { headers, id: requestId } = request;
    if (headers.authorization !== undefined)
      throw new AppError("forbidden", "Only for Plimsoll's own pages; a token asks by REST");
    const actor = await authenticate(request.method, headers, baseOf(request));
    if ((open.get(actor.userId)?.size ?? 0) >= mostPerPerson)
      throw new AppError("throttled", "Too many open streams", { retryAfter: 30 });
    reply.hijack();
    follow(reply.raw, actor, { cookie: headers.cookie ?? "", requestId, after: readCursor(request) });
  });
  // Streams end only by themselves or by us, and closing waits for them.
  app.addHook("preClose", async () => {
    for (const response of [...open.values()].flatMap((each) => [...each])) response.end();
    await stopChangeFeed();
  });
}

/** The browser's own memory of where it was wins over the place its page was made at. */
function readCursor({ headers, query }: { headers: IncomingHttpHeaders; query: { after?: unknown } }) {
  const sent = [headers["last-event-id"], query.after].map((value) => changeCursor.safeParse(value).data);
  return sent.find((cursor) => cursor !== undefined);
}

interface Follower {
  cookie: string;
  requestId: string;
  after: string | undefined;
}

function follow(response: ServerResponse, actor: Actor, { cookie, requestId, after }: Follower): void {
  let cursor = after ?? actor.epoch;
  let gathering: NodeJS.Timeout | undefined;
  let telling = Promise.resolve();

  async function tell(): Promise<void> {
    const now = await identifySession(cookie);
    if (response.writableEnded) return;
    if (!now || response.writableLength > mostUnread) return void response.end("event: over\ndata:\n\n");
    const page = await runOperation(listChanges, { actor: now, requestId }, { after: cursor });
    cursor = page.cursor;
    if (page.reset || page.changes.length > 0)
      response.write(`id: ${page.cursor}\ndata: ${JSON.stringify(page)}\n\n`);
  }
  function tellInTurn(): void {
    gathering = undefined;
    telling = telling.then(tell).catch((error: unknown) => {
      // The next wake-up or heartbeat begins at the same cursor.
      log.warn({ err: error, requestId }, "changes could not be read");
    });
  }
  function wake(): void {
    gathering ??= setTimeout(tellInTurn, gatherMs);
  }
  const stopWatching = watchOrganization(actor.organizationId, wake);
  const heartbeat = setInterval(() => {
    response.write(":\n\n");
    wake();
  }, heartbeatMs);
  const streams = open.get(actor.userId) ?? new Set();
  open.set(actor.userId, streams.add(response));
  response.once("close", () => {
    clearInterval(heartbeat);
    clearTimeout(gathering);
    stopWatching();
    streams.delete(response);
    if (streams.size === 0) open.delete(actor.userId);
  });
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write(":\n\n");
  wake();
}
