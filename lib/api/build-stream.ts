import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { lineNumber } from "#lib/domain/build-log";
import { hasEnded } from "#lib/domain/build-progress";
import { parseInput } from "#lib/domain/errors";
import { followBuild, getBuild, watchBuild } from "#lib/operations/builds";
import { runOperation } from "#lib/operations/operation";
import { type StreamRequest, serveEventStream } from "./event-stream";

/** A tab that shows a build has one of its own: lines are for whoever looks at them. */
const mostPerPerson = 12;

/** How soon a page says that a build waits no more, or for something else. */
const waitingMs = 3_000;

const followed = z.object({ id: z.string(), buildId: z.string(), after: lineNumber.default(0) });

/**
 * For our own pages: lines of a build's log as they come, and its state whenever that is another. The id of an event is
 * the last line told, so that a browser goes on after it; it is over when the build has ended and all is told.
 */
export function serveBuildStream(
  app: FastifyInstance,
  baseOf: (request: Pick<FastifyRequest, "headers">) => string | null,
): void {
  serveEventStream(app, {
    path: "/api/live/builds/:id/:buildId",
    mostPerPerson,
    baseOf,
    open: async (request, actor) => {
      const { id, buildId, after } = readRequest(request);
      await runOperation(getBuild, { actor, requestId: request.requestId }, { id, buildId });
      let line = after;
      let known = "";
      let waits = true;
      return {
        watch: (wake) => {
          const stop = watchBuild(buildId, wake);
          // What it waits for, a worker or its engine, tells nobody when it comes.
          const timer = setInterval(() => waits && wake(), waitingMs);
          return () => {
            stop();
            clearInterval(timer);
          };
        },
        tell: async (current, { send, requestId }) => {
          const caller = { actor: current, requestId };
          const { build, chunks } = await runOperation(followBuild, caller, { id, buildId, after: line });
          for (const chunk of chunks) {
            line = chunk.firstLine + chunk.lines.length - 1;
            send(`id: ${line}\nevent: lines\ndata: ${JSON.stringify(chunk)}\n\n`);
          }
          // Lines first: what a state says of the log is then there to be seen.
          const state = JSON.stringify(build);
          if (state !== known) send(`event: build\ndata: ${state}\n\n`);
          known = state;
          waits = build.status === "PENDING";
          if (chunks.length > 0 && line < build.logLines) return "more";
          return hasEnded(build.status) ? "over" : "told";
        },
      };
    },
  });
}

/** The browser's own memory of where it was wins over the place its page was made at. */
function readRequest({ headers, params, query }: StreamRequest): z.output<typeof followed> {
  const remembered = lineNumber.safeParse(headers["last-event-id"]);
  const { after } = query;
  return parseInput(followed, { ...params, after: remembered.success ? remembered.data : after });
}
