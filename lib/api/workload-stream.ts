import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { parseInput } from "#lib/domain/errors";
import { runOperation } from "#lib/operations/operation";
import { followedIds, getWorkloadsMark, watchWorkloadsOf } from "#lib/operations/workload-news";
import { serveEventStream } from "./event-stream";

/** A tab that shows workloads has one of its own. */
const mostPerPerson = 12;

const followed = z.object({
  ids: z.preprocess((value) => [value ?? []].flat(), followedIds),
  /** Of the page as it was made. */
  mark: z.string().max(64).default(""),
});

/** For our own pages: that some workloads are not any more as they were, as the worker changes them without an audit. */
export function serveWorkloadStream(
  app: FastifyInstance,
  baseOf: (request: Pick<FastifyRequest, "headers">) => string | null,
): void {
  serveEventStream(app, {
    path: "/api/live/workloads",
    mostPerPerson,
    baseOf,
    open: async ({ query }) => {
      const { ids, mark } = parseInput(followed, query);
      let known = mark;
      return {
        watch: (wake) => watchWorkloadsOf(ids, wake),
        tell: async (actor, { send, requestId }) => {
          const now = await runOperation(getWorkloadsMark, { actor, requestId }, { ids });
          if (now.mark !== known) send(`data: ${JSON.stringify(now)}\n\n`);
          known = now.mark;
          return "told";
        },
      };
    },
  });
}
