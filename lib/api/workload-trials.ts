import type { FastifyInstance, FastifyRequest } from "fastify";
import { gatewayOrigin, workloadEndpoint } from "#lib/domain/endpoints";
import { AppError, parseInput } from "#lib/domain/errors";
import { trialInput } from "#lib/domain/trials";
import { env } from "#lib/env";
import { runOperation } from "#lib/operations/operation";
import { openForTrial } from "#lib/operations/workload-visits";
import { authenticatePage } from "./authentication";
import { sendTrial } from "./send-trial";

/** Each may take minutes and holds what it read. */
const mostPerPerson = 6;

/**
 * For our own pages: sends a request to a workload as the person, and tells what came back. The server sends it, not the
 * browser: so no page of another origin needs a right to the gateway, redirects and cookies are seen as they are, and
 * what a workload answers is only ever text here.
 */
export function serveWorkloadTrials(
  app: FastifyInstance,
  baseOf: (request: Pick<FastifyRequest, "headers">) => string | null,
): void {
  const underWay = new Map<string, number>();
  const count = (userId: string, step: number) => {
    const now = (underWay.get(userId) ?? 0) + step;
    if (now === 0) underWay.delete(userId);
    else underWay.set(userId, now);
  };

  app.post<{ Params: { id: string } }>("/api/live/workloads/:id/trial", async (request, reply) => {
    const { params, headers, body, id: requestId } = request;
    const base = baseOf(request);
    const actor = await authenticatePage(request.method, headers, base);
    const { credential } = await runOperation(openForTrial, { actor, requestId }, { id: params.id });
    const trial = parseInput(trialInput, body);
    if ((underWay.get(actor.userId) ?? 0) >= mostPerPerson)
      throw new AppError("throttled", "Too many requests are under way", { retryAfter: 5 });
    const gone = new AbortController();
    reply.raw.once("close", () => gone.abort());
    const place = { publicUrl: env.GATEWAY_PUBLIC_URL, port: env.GATEWAY_PORT };
    const endpoint = workloadEndpoint(gatewayOrigin(base ?? ownBase, place), params.id);
    count(actor.userId, 1);
    try {
      const answer = await sendTrial(trial, {
        gateway: gatewayOrigin(ownBase, place),
        endpoint,
        credential,
        signal: gone.signal,
      });
      return reply.header("cache-control", "no-store").send(answer);
    } finally {
      count(actor.userId, -1);
    }
  });
}

/** Where the gateway is from here, unless it is said: the same host, or, where that listens everywhere, this one. */
const ownBase = `http://${["0.0.0.0", "::", "[::]"].includes(env.HOST) ? "127.0.0.1" : env.HOST}`;
