import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { chooseClientAddress } from "#lib/domain/client-address";
import { chooseRequestId, log } from "#lib/log";

type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Where REST and the probes live. Everything else is a page, an action or an asset. */
export function isApiPath(url: string): boolean {
  return /^\/(api|version|openapi\.yaml|healthz|readyz)(\/|\?|$)/.test(url);
}

/** How long a request may take to arrive: of large uploads over slow lines. Its head must come within Node's minute. */
const longestUpload = 3_600_000;

interface FrontOptions {
  handlePage: PageHandler;
  behindProxy: boolean;
}

/**
 * How long an idle connection stays open. Longer than proxies and clients keep theirs (60 s is usual): whoever closes
 * first must not be us, or a request sent at that moment is lost with a reset. Node's own default is 5 s.
 */
const keepAlive = 72_000;

/** One port for both: a Fastify `serverFactory` whose server keeps the pages for Next and gives Fastify the rest. */
export function createFront({
  handlePage,
  behindProxy,
}: FrontOptions): (handleApi: RequestListener) => Server {
  return (handleApi) => {
    const server = createServer((request, response) => {
      const requestId = chooseRequestId(request.headers["x-request-id"]);
      request.headers["x-request-id"] = requestId;
      request.headers["x-forwarded-for"] = chooseClientAddress(request, behindProxy);
      // Next does not tell a page its own address; what a client sends under this name is not believed.
      request.headers["x-plimsoll-path"] = request.url ?? "/";
      response.setHeader("x-request-id", requestId);
      if (isApiPath(request.url ?? "/")) return handleApi(request, response);
      handlePage(request, response).catch((error: unknown) => {
        log.error({ err: error, url: request.url, requestId }, "page failed");
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    });
    server.keepAliveTimeout = keepAlive;
    server.requestTimeout = longestUpload;
    return server;
  };
}
