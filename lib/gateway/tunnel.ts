import { type IncomingMessage, ServerResponse, request as sendRequest } from "node:http";
import type { Duplex } from "node:stream";
import { chooseReplica, type ReadyReplica } from "#lib/domain/destinations";
import type { Asked, Tools } from "./exchange";
import { describeFailure, isConnectFailure } from "./failures";
import { responseHeaders, withTraceparent } from "./headers";
import { Refusal, refuse, toRefusal } from "./refusal";
import { hasBody } from "./request-body";
import type { Route } from "./routes";
import type { RequestTrace } from "./tracing";
import type { Upstream } from "./upstreams";

/** An answer to a request that asked for another protocol, for as long as it does not get it. */
export function answerOn(request: IncomingMessage): ServerResponse {
  const { socket } = request;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once("finish", () => socket.end());
  return response;
}

interface Switched {
  answer: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

/** WebSockets and whatever else asks to leave HTTP: both ends are joined once the container has agreed. */
export async function openTunnel(
  tools: Tools,
  asked: Asked,
  { route, head }: { route: Route; head: Buffer },
): Promise<void> {
  const { request, response, address, arrivedAt } = asked;
  const { socket } = request;
  if (hasBody(request)) return refuse(response, new Refusal(400, "A request that upgrades has no body"));
  const counted = tools.counting.begin(route.workload, route.destination.id);
  const trace = tools.tracing.begin(asked, route.destination.id);
  const gone = new AbortController();
  const count = (status: number) => {
    counted.count(status, performance.now() - arrivedAt);
    trace?.end(status);
  };
  socket.once("close", () => {
    count(response.headersSent ? response.statusCode : 499);
    counted.end();
    gone.abort();
  });
  try {
    const waiting = tools.routes.mustWait(route) ? trace?.beginWait() : undefined;
    const ready = await tools.routes.requireReady(route, address.protonId, gone.signal);
    waiting?.end();
    const joined = await connect(tools, asked, { route: ready, trace }, gone.signal);
    if (joined === null) return;
    count(101);
    join(asked, joined, head, tools.limits.idle);
  } catch (error) {
    if (!socket.destroyed) refuse(response, error instanceof Refusal ? error : toRefusal(error));
  }
}

/** On a second replica if the first is not there. Null: the container answered instead, and was passed on. */
async function connect(
  tools: Tools,
  asked: Asked,
  { route: { destination }, trace }: { route: Route; trace: RequestTrace | null },
  signal: AbortSignal,
): Promise<Switched | null> {
  const first = chooseReplica(destination.replicas, tools.upstreams.underWay);
  if (first === null) throw new Refusal(502, "No replica of the workload can be reached", 1);
  const attempt = async (replica: ReadyReplica) => {
    const span = trace?.beginAttempt(replica.id);
    if (span === undefined) return ask(tools, asked, replica, signal);
    const told = { ...asked, headers: withTraceparent(asked.headers, span.traceparent) };
    try {
      const switched = await ask(tools, told, replica, signal);
      span.answer(switched === null ? asked.response.statusCode : 101);
      span.end();
      return switched;
    } catch (error) {
      span.fail(describeFailure(error).detail);
      throw error;
    }
  };
  try {
    return await attempt(first);
  } catch (error) {
    const second = isConnectFailure(error)
      ? chooseReplica(destination.replicas, tools.upstreams.underWay, first.id)
      : null;
    if (second === null) throw describeFailure(error);
    return attempt(second).catch((again: unknown) => {
      throw describeFailure(again);
    });
  }
}

function ask(
  tools: Tools,
  asked: Asked,
  replica: ReadyReplica,
  signal: AbortSignal,
): Promise<Switched | null> {
  const { request, response, address, headers } = asked;
  const { limits, upstreams } = tools;
  const upstream = upstreams.open(replica);
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest({
      ...upstream.place,
      agent: false,
      method: request.method ?? "GET",
      path: address.path,
      headers: [...headers, "connection", "upgrade", "upgrade", request.headers.upgrade ?? ""],
      signal,
    });
    outgoing.once("error", count(upstream, request.socket));
    const late = (code: string) => () => outgoing.destroy(Object.assign(new Error("too late"), { code }));
    outgoing.setTimeout(limits.connect, late("CONNECT_TIMEOUT"));
    outgoing.once("error", reject);
    outgoing.once("socket", (own) =>
      own.once("connect", () => {
        outgoing.removeAllListeners("timeout");
        outgoing.setTimeout(limits.firstByte, late("ANSWER_TIMEOUT"));
      }),
    );
    outgoing.once("upgrade", (answer, socket, head) => resolve({ answer, socket, head }));
    outgoing.once("response", (answer) => {
      const headers = responseHeaders(answer.rawHeaders, asked);
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? "", headers);
      answer.pipe(response);
      answer.once("error", () => response.destroy());
      resolve(null);
    });
    outgoing.end();
  });
}

/** Counts as under way until the client's end of it closes, or what is returned is called. */
function count(upstream: Upstream, socket: Duplex): () => void {
  upstream.underWay += 1;
  let ended = false;
  const end = () => {
    if (!ended) upstream.underWay -= 1;
    ended = true;
  };
  socket.once("close", end);
  return end;
}

function join(
  asked: Asked,
  { answer, socket: inner, head: innerHead }: Switched,
  head: Buffer,
  idle: number,
): void {
  const { response, request } = asked;
  const outer = request.socket;
  response.detachSocket(outer);
  const headers = [
    ...responseHeaders(answer.rawHeaders, asked),
    "connection",
    "upgrade",
    "upgrade",
    answer.headers.upgrade ?? "",
  ];
  const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1]}`] : []));
  outer.write(`HTTP/1.1 101 ${answer.statusMessage ?? ""}\r\n${lines.join("\r\n")}\r\n\r\n`, "latin1");
  outer.write(innerHead);
  inner.write(head);
  for (const [one, other] of [
    [outer, inner],
    [inner, outer],
  ] as const) {
    one.pipe(other);
    one.once("close", () => other.destroy());
    one.on("error", () => other.destroy());
  }
  outer.setTimeout(idle, () => outer.destroy());
  outer.setNoDelay(true);
}
