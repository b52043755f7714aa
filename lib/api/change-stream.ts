import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { changeCursor } from "#lib/domain/changes";
import { listChanges, stopChangeFeed, watchOrganization } from "#lib/operations/changes";
import { runOperation } from "#lib/operations/operation";
import { serveEventStream } from "./event-stream";

/** Shared by the tabs of a browser, so that this is a dozen browsers of one person. */
const mostPerPerson = 12;

/**
 * For our own pages: that something changed, told to who may see it by the rights they have at that moment. Each event's
 * id is the place in the audit chain, so that a browser goes on where it was.
 */
export function serveChangeStream(
  app: FastifyInstance,
  baseOf: (request: Pick<FastifyRequest, "headers">) => string | null,
): void {
  serveEventStream(app, {
    path: "/api/live/changes",
    mostPerPerson,
    baseOf,
    open: async (request, { epoch, organizationId }) => {
      let cursor = readCursor(request) ?? epoch;
      return {
        watch: (wake) => watchOrganization(organizationId, wake),
        tell: async (actor, { send, requestId }) => {
          const page = await runOperation(listChanges, { actor, requestId }, { after: cursor });
          cursor = page.cursor;
          if (page.reset || page.changes.length > 0)
            send(`id: ${page.cursor}\ndata: ${JSON.stringify(page)}\n\n`);
          return "told";
        },
      };
    },
  });
  app.addHook("preClose", stopChangeFeed);
}

/** The browser's own memory of where it was wins over the place its page was made at. */
function readCursor({ headers, query }: { headers: IncomingHttpHeaders; query: Record<string, unknown> }) {
  const sent = [headers["last-event-id"], query.after].map((value) => changeCursor.safeParse(value).data);
  return sent.find((cursor) => cursor !== undefined);
}
