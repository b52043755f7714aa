import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseInput } from "#lib/domain/errors";
import { runOperation } from "#lib/operations/operation";
import { logFollowed, readWorkloadLog } from "#lib/operations/workload-logs";
import { serveEventStream } from "./event-stream";

const mostPerPerson = 12;

/** Lines are too many to be told of one by one: they are looked for so often. */
const lookMs = 500;
/** What is told at once. */
const mostLines = 1_000;

/** For our own pages: lines of a workload's log that pass a filter, as they come. */
export function serveWorkloadLogStream(
  app: FastifyInstance,
  baseOf: (request: Pick<FastifyRequest, "headers">) => string | null,
): void {
  serveEventStream(app, {
    path: "/api/live/workloads/:id/log",
    mostPerPerson,
    baseOf,
    open: async ({ params, query, requestId }, actor) => {
      const { after, ...filter } = parseInput(logFollowed, { ...query, ...params });
      // Whoever may not read it hears so before there is a stream.
      await runOperation(readWorkloadLog, { actor, requestId }, { ...filter, limit: 1 });
      let last = after;
      return {
        watch: (wake) => {
          const timer = setInterval(wake, lookMs);
          return () => clearInterval(timer);
        },
        tell: async (current, follower) => {
          const caller = { actor: current, requestId: follower.requestId };
          const { lines } = await runOperation(readWorkloadLog, caller, {
            ...filter,
            after: last,
            limit: mostLines,
          });
          if (lines.length === 0) return "told";
          last = lines.at(-1)?.number ?? last;
          follower.send(`event: lines\ndata: ${JSON.stringify({ lines })}\n\n`);
          return lines.length === mostLines ? "more" : "told";
        },
      };
    },
  });
}
