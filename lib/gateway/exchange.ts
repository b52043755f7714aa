import type { IncomingMessage, ServerResponse } from "node:http";
import { chooseReplica, type ReadyReplica } from "#lib/domain/destinations";
import type { InvokeAddress } from "#lib/domain/invoke-address";
import type { AnswerHead } from "./answer-reader";
import type { Connection, Listener } from "./connection";
import type { Counted, Counting } from "./counting";
import { describeFailure, isConnectFailure, isReset } from "./failures";
import { type RawHeaders, responseHeaders, withTraceparent } from "./headers";
import type { GatewayLimits } from "./limits";
import { Refusal, refuse, toRefusal } from "./refusal";
import { hasBody, sendBody } from "./request-body";
import { writeRequestHead } from "./request-head";
import type { Route, Routes } from "./routes";
import type { OpenSpan, RequestTrace, Tracing } from "./tracing";
import type { Upstream, Upstreams } from "./upstreams";

export interface Tools {
  limits: GatewayLimits;
  routes: Routes;
  upstreams: Upstreams;
  counting: Counting;
  tracing: Tracing;
  /** Whether the gateway stops: connections end with what is under way on them. */
  isStopping: () => boolean;
}

export interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  address: InvokeAddress;
  /** For the container. */
  headers: RawHeaders;
  /** A browser shows the answer as a page of its visitor. */
  visitor: boolean;
  requestId: string;
  arrivedAt: number;
}

/** Whether the same request may be sent twice, as far as its method says. */
const repeatable = new Set(["GET", "HEAD", "OPTIONS"]);
const smallBody = 16 * 1024;
/** The client went away before it had an answer. */
const clientGone = 499;

/** One request on its way to a replica, and the answer on its way back, piece by piece. */
export class Exchange implements Listener {
  #connection: Connection | null = null;
  #upstream: Upstream | null = null;
  #replica: ReadyReplica | null = null;
  #counted: Counted | null = null;
  #trace: RequestTrace | null = null;
  #attempt: OpenSpan | null = null;
  #answered = false;
  #attempts = 0;
  #closed = false;
  #paused = false;
  #held: AbortController | null = null;

  constructor(
    private readonly tools: Tools,
    private readonly asked: Asked,
  ) {}

  run(route: Route): void {
    const { response } = this.asked;
    if (response.destroyed) return;
    this.#counted = this.tools.counting.begin(route.workload, route.destination.id);
    this.#trace = this.tools.tracing.begin(this.asked, route.destination.id);
    response.once("close", this.#onClose);
    if (this.tools.routes.mustWait(route)) void this.#sendOnceReady(route);
    else this.#trySending(route);
  }

  onHead({ status, message, headers: raw }: AnswerHead): void {
    this.#answered = true;
    this.#attempt?.answer(status);
    const { request, response } = this.asked;
    const headers = responseHeaders(raw, this.asked);
    // What the container did not wait for is not read: the connection is of no more use.
    if (!request.complete || this.tools.isStopping()) headers.push("connection", "close");
    response.writeHead(status, message, headers);
    // Its end may be hours away, and its length says nothing of how fast it was.
    if (isEventStream(raw)) {
      response.flushHeaders();
      this.#count(status);
    }
  }

  onData(chunk: Buffer): void {
    // Pieces that were read already still come while it is paused.
    if (this.asked.response.write(chunk) || this.#paused) return;
    this.#paused = true;
    this.#connection?.pause();
    this.asked.response.once("drain", () => {
      this.#paused = false;
      this.#connection?.resume();
    });
  }

  onEnd(last: Buffer | null, trailers: RawHeaders): void {
    this.#connection = null;
    this.#attempt?.end();
    const { request, response } = this.asked;
    if (trailers.length > 0) response.addTrailers(pairUp(trailers));
    if (!request.complete) response.once("finish", () => endConnection(response));
    // Node sends a text along with the headers in one piece, and a buffer after them in another.
    if (last !== null && last.length <= smallBody) response.end(last.toString("latin1"), "latin1");
    else response.end(last);
  }

  onFailure(error: Error): void {
    this.#connection = null;
    if (this.#closed) return;
    this.#attempt?.fail(describeFailure(error).detail);
    if (!this.#answered && this.#attempts < 2 && this.#isRepeatable(error)) void this.#sendElsewhere(error);
    else this.#fail(error);
  }

  #isRepeatable(error: Error): boolean {
    return isConnectFailure(error) || (isReset(error) && this.#mayRepeat);
  }

  get #mayRepeat(): boolean {
    const { request } = this.asked;
    return repeatable.has(request.method ?? "") && !hasBody(request);
  }

  async #sendOnceReady(route: Route): Promise<void> {
    this.#held = new AbortController();
    const waiting = this.#trace?.beginWait();
    try {
      const { protonId } = this.asked.address;
      const ready = await this.tools.routes.requireReady(route, protonId, this.#held.signal);
      waiting?.end();
      this.#send(ready);
    } catch (error) {
      this.#fail(error);
    }
  }

  #trySending(route: Route): void {
    try {
      this.#send(route);
    } catch (error) {
      this.#fail(error);
    }
  }

  #send(route: Route, leftOut: string | null = null): void {
    const { upstreams } = this.tools;
    const { request, response, address, headers } = this.asked;
    if (response.destroyed) return;
    const replica = chooseReplica(route.destination.replicas, upstreams.underWay, leftOut);
    if (replica === null) throw new Refusal(502, "No replica of the workload can be reached", 1);
    this.#attempt = this.#trace?.beginAttempt(replica.id) ?? null;
    const told = this.#attempt === null ? headers : withTraceparent(headers, this.#attempt.traceparent);
    const head = writeRequestHead(request, address.path, told);
    this.#attempts += 1;
    this.#replica = replica;
    const upstream = upstreams.open(replica);
    this.#take(upstream);
    // A connection that the container has closed shows it by then. It would be the end of a request for one time only.
    if (this.#mayRepeat) this.#sendTo(upstream, head);
    else setImmediate(() => this.#sendTo(upstream, head));
  }

  #sendTo(upstream: Upstream, head: string): void {
    if (this.#closed) return;
    const { request } = this.asked;
    const { limits } = this.tools;
    const failed = (error: Error) => this.#fail(error);
    this.#connection = upstream.connect();
    this.#connection.send(
      {
        method: request.method ?? "GET",
        head,
        sendBody: hasBody(request)
          ? (socket, sent) => sendBody({ request, limits, failed }, socket, sent)
          : null,
      },
      this,
    );
  }

  /** Once more, elsewhere if there is one: the first is not there, or its connection was no more. */
  async #sendElsewhere(error: unknown): Promise<void> {
    const { routes } = this.tools;
    const { workloadId, protonId } = this.asked.address;
    const failed = isConnectFailure(error) ? (this.#replica?.id ?? null) : null;
    try {
      if (failed !== null) routes.outdate(workloadId);
      const route = await routes.find(workloadId, protonId);
      if (route.destination.replicas.every(({ id }) => id === failed)) throw error;
      this.#send(route, failed);
    } catch (again) {
      this.#fail(again);
    }
  }

  #take(upstream: Upstream | null): void {
    if (this.#upstream) {
      this.#upstream.underWay -= 1;
      this.#upstream.usedAt = performance.now();
    }
    this.#upstream = upstream;
    if (upstream) upstream.underWay += 1;
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    const { response } = this.asked;
    this.#connection?.destroy();
    this.#connection = null;
    refuse(response, this.#attempts > 0 ? describeFailure(error) : toRefusal(error));
  }

  readonly #onClose = (): void => {
    this.#closed = true;
    const { response } = this.asked;
    const status = response.headersSent ? response.statusCode : clientGone;
    this.#count(status);
    this.#counted?.end();
    this.#trace?.end(status);
    this.#take(null);
    this.#held?.abort();
    // What is under way still is for nobody any more.
    this.#connection?.destroy();
    this.#connection = null;
  };

  #count(status: number): void {
    this.#counted?.count(status, performance.now() - this.asked.arrivedAt);
  }
}

function isEventStream(raw: RawHeaders): boolean {
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]?.toLowerCase() === "content-type")
      return raw[at + 1]?.startsWith("text/event-stream") === true;
  return false;
}

function pairUp(raw: RawHeaders): [string, string][] {
  return raw.flatMap((name, at): [string, string][] =>
    at % 2 === 0 && !/^(set-cookie|transfer-encoding|content-length)$/i.test(name)
      ? [[name, raw[at + 1] ?? ""]]
      : [],
  );
}

const lingerMs = 2_000;

/** Ends a connection whose client may still be sending: what it sends is thrown away for a moment, so that it can read. */
function endConnection({ socket }: ServerResponse): void {
  if (socket === null) return;
  socket.end();
  socket.resume();
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
