import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { chooseClientAddress } from "#lib/domain/client-address";
import { gatewayOrigin } from "#lib/domain/endpoints";
import { findInvokeAddress, hasOwnOrigin, type InvokeAddress } from "#lib/domain/invoke-address";
import { chooseRequestId } from "#lib/log";
import { Callers, type Credential } from "./callers";
import { Counting } from "./counting";
import { type Asked, Exchange, type Tools } from "./exchange";
import { Flushing } from "./flushing";
import { requestHeaders } from "./headers";
import { type GatewayLimits, headerBytes } from "./limits";
import { Refusal, refuse, toRefusal } from "./refusal";
import { requireAllowedBody } from "./request-body";
import { Routes } from "./routes";
import { Tracing } from "./tracing";
import { answerOn, openTunnel } from "./tunnel";
import { Upstreams } from "./upstreams";
import { admitVisitor, findTrial, findVisitor, hasTicket } from "./visits";

interface Options {
  gatewayId: string;
  limits: GatewayLimits;
  /** The address clients use, where that is not this process's own: then a proxy's word for the client is believed. */
  publicUrl: string | undefined;
}

/** Idle connections of clients stay open longer than proxies keep theirs (60 s is usual): we must not close first. */
const keepAlive = 72_000;
/** How often it is looked whether all is ended. */
const stepMs = 50;
const longestUpload = 3_600_000;

interface Arrived {
  address: InvokeAddress;
  credential: Credential;
  arrivedAt: number;
}

/** The server for requests to workloads: who sends them, where they go, and what comes back. */
export class Gateway {
  readonly server: Server;
  readonly #callers = new Callers();
  readonly #tools: Tools;
  readonly #connections = new Set<Socket>();
  readonly #flushing = new Flushing(() => this.flush());
  readonly #secure: boolean;
  readonly #publicHost: string | null;

  constructor(private readonly options: Options) {
    const { limits, gatewayId, publicUrl } = options;
    this.#secure = publicUrl?.startsWith("https:") === true;
    this.#publicHost =
      publicUrl === undefined ? null : new URL(gatewayOrigin(publicUrl, { publicUrl, port: 0 })).host;
    this.#tools = {
      limits,
      routes: new Routes(limits),
      upstreams: new Upstreams(limits),
      counting: new Counting(gatewayId),
      tracing: new Tracing(),
      isStopping: () => !this.server.listening,
    };
    this.server = createServer({
      maxHeaderSize: headerBytes,
      headersTimeout: 15_000,
      requestTimeout: longestUpload,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: keepAlive,
      noDelay: true,
    });
    this.server.timeout = limits.idle;
    // With a limit, what is beyond it would be left out without a word; `maxHeaderSize` bounds them.
    this.server.maxHeadersCount = 0;
    this.server.on("connection", (socket) => this.#watch(socket));
    this.server.on("request", (request, response) => void this.#serve(request, response));
    this.server.on("upgrade", (request, _socket, head) => void this.#serveUpgrade(request, head));
    this.server.on("clientError", refuseUnreadable);
  }

  /** Takes nothing new, ends what is under way, and says what was counted. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const until = performance.now() + this.options.limits.drain;
    while (this.#connections.size > 0 && performance.now() < until) {
      this.server.closeIdleConnections();
      await delay(stepMs);
    }
    for (const socket of this.#connections) socket.destroy();
    await closed;
    this.#callers.stop();
    this.#tools.routes.stop();
    this.#tools.upstreams.stop();
    await this.#flushing.stop();
    await this.#tools.counting.stop();
    await this.#tools.tracing.flush();
  }

  /** Writes what was counted and recorded so far, before its second is over. */
  async flush(): Promise<void> {
    await this.#tools.counting.flush();
    await this.#tools.tracing.flush();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedAt = performance.now();
    try {
      const address = this.#findAddress(request);
      if (address === null) return answerOther(request, response);
      if (hasTicket(request)) return await admitVisitor(request, response, address, this.#secure);
      const credential = identify(request, address, this.#secure);
      // Nearly always all of it is known already, and a promise of what is known costs as much as looking it up.
      const allowed = this.#requireAllowed(request, address, credential);
      if (allowed instanceof Promise) await allowed;
      requireAllowedBody(request, this.options.limits);
      const found = this.#tools.routes.find(address.workloadId, address.protonId);
      const route = found instanceof Promise ? await found : found;
      const asked = this.#describe(request, response, { address, credential, arrivedAt });
      new Exchange(this.#tools, asked).run(route);
    } catch (error) {
      refuse(response, toRefusal(error));
    }
  }

  async #serveUpgrade(request: IncomingMessage, head: Buffer): Promise<void> {
    const arrivedAt = performance.now();
    const { socket } = request;
    socket.on("error", () => socket.destroy());
    const response = answerOn(request);
    try {
      const address = this.#findAddress(request);
      if (address === null) return answerOther(request, response);
      const credential = identify(request, address, this.#secure);
      await this.#requireAllowed(request, address, credential);
      const route = await this.#tools.routes.find(address.workloadId, address.protonId);
      const asked = this.#describe(request, response, { address, credential, arrivedAt });
      await openTunnel(this.#tools, asked, { route, head });
    } catch (error) {
      refuse(response, toRefusal(error));
    }
  }

  #watch(socket: Socket): void {
    this.#connections.add(socket);
    socket.once("close", () => this.#connections.delete(socket));
  }

  #findAddress({ headers, url = "" }: IncomingMessage): InvokeAddress | null {
    return findInvokeAddress({ host: headers.host, target: url }, this.options.publicUrl);
  }

  /** Proves that the sender may send this. */
  #requireAllowed(request: IncomingMessage, { workloadId }: InvokeAddress, credential: Credential) {
    const upgrades = request.headers.upgrade !== undefined;
    return this.#callers.requireAllowed(workloadId, credential, upgrades ? "upgrade" : request.method);
  }

  /** Writes down what the container is told. */
  #describe(
    request: IncomingMessage,
    response: ServerResponse,
    { address, credential, arrivedAt }: Arrived,
  ): Asked {
    const requestId = chooseRequestId(request.headers["x-request-id"]);
    const host = request.headers.host ?? "";
    const headers = requestHeaders(request.rawHeaders, request.headers.connection, {
      address: chooseClientAddress(request, this.options.publicUrl !== undefined),
      host,
      publicHost: (hasOwnOrigin(address) ? null : this.#publicHost) ?? host,
      proto: this.#secure ? "https" : "http",
      prefix: address.prefix,
      requestId,
    });
    const visitor = credential.kind === "visitor" || request.headers["sec-fetch-dest"] !== undefined;
    return { request, response, address, headers, visitor, requestId, arrivedAt };
  }
}

function identify(request: IncomingMessage, address: InvokeAddress, secure: boolean): Credential {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer +([^\s]+)$/i.exec(authorization.trim())?.[1];
    if (token !== undefined) return findTrial(token, address) ?? { kind: "token", token };
  } else {
    const visitor = findVisitor(request, address, secure);
    if (visitor !== null) return visitor;
  }
  throw new Refusal(401, "Invalid API key");
}

function answerOther({ url, method }: IncomingMessage, response: ServerResponse): void {
  if (url !== "/healthz") throw new Refusal(404, "There is no such route");
  const body = '{"status":"ok"}';
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
  response.end(method === "HEAD" ? undefined : body);
}

const unreadable: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: new Refusal(431, `The headers are larger than ${headerBytes / 1024} KiB`),
  ERR_HTTP_REQUEST_TIMEOUT: new Refusal(408, "The request did not arrive in time"),
};
const statusText: Record<number, string> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const refusal = unreadable[error.code ?? ""] ?? new Refusal(400, "The request is not HTTP");
  const headers = Object.entries({
    ...refusal.headers,
    "content-length": String(Buffer.byteLength(refusal.body)),
  });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(
    `HTTP/1.1 ${refusal.status} ${statusText[refusal.status]}\r\n${lines}connection: close\r\n\r\n${refusal.body}`,
  );
}
