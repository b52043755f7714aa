import type { IncomingMessage, RequestListener, Server } from "node:http";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Actor } from "#lib/domain/actors";
import { AppError } from "#lib/domain/errors";
import { findBase } from "#lib/domain/public-base";
import { env } from "#lib/env";
import { log } from "#lib/log";
import { authenticate } from "./authentication";
import { serveBuildStream } from "./build-stream";
import { serveChangeStream } from "./change-stream";
import { toErrorAnswer, translateFrameworkError } from "./error-answer";
import { parseJsonBody } from "./json-body";
import { openApiYaml } from "./openapi";
import type { Answer, ApiRoute } from "./route";
import { prefix, routes } from "./routes";
import { serveWorkloadLogStream } from "./workload-log-stream";
import { serveWorkloadStream } from "./workload-stream";
import { serveWorkloadTrials } from "./workload-trials";

declare module "fastify" {
  interface FastifyRequest {
    /** Set before the body is read, on every route but the public ones. */
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    apiRoute?: ApiRoute;
  }
}

interface ApiOptions {
  /** Makes the server that hands requests over; it has put a good `x-request-id` on each. */
  serverFactory: (handle: RequestListener) => Server;
}

const megabyte = 1024 * 1024;

/** The REST API: every route of the table, under the prefix, with and without a slash at the end. */
export function createApi({ serverFactory }: ApiOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const app = fastify({
    serverFactory: (handle) => serverFactory(handle),
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger, _bindings, options) => (options.level ? logger.child({}, options) : logger),
    requestIdHeader: "x-request-id",
    bodyLimit: 5 * megabyte,
    forceCloseConnections: "idle",
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
    // All of these are about the path: it cannot be decoded, or is too long. Then it names nothing.
    frameworkErrors: (_error, request, reply) => sendUnknown(request.url, reply),
  });
  app.decorateRequest("actor", null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, readBody);
  app.addContentTypeParser("multipart/form-data", passFileOn);
  app.addHook("onRequest", forgetTypeOfNothing);
  app.addHook("onResponse", logRequest);
  app.setErrorHandler(sendError);
  app.setNotFoundHandler(refuseUnknown);
  for (const route of routes) serve(app, route);
  serveOpenApi(app);
  serveChangeStream(app, baseOf);
  serveBuildStream(app, baseOf);
  serveWorkloadStream(app, baseOf);
  serveWorkloadLogStream(app, baseOf);
  serveWorkloadTrials(app, baseOf);
  return app;
}

/** Clients name a content type on requests without a body (contract 1.2); a wrong type of nothing is not wrong. */
async function forgetTypeOfNothing({ raw: { headers } }: FastifyRequest): Promise<void> {
  const isEmpty = headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;
  if (isEmpty) delete headers["content-type"];
}

async function readBody(request: { headers: IncomingMessage["headers"] }, body: Buffer): Promise<unknown> {
  const type = request.headers["content-type"];
  if (body.length > 0 && type !== undefined && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw new AppError("unsupported_media_type", "Send the body as application/json");
  return parseJsonBody(body);
}

/** Files are read by the route, as they come; whoever does not want one says so. */
async function passFileOn(request: FastifyRequest, payload: IncomingMessage): Promise<unknown> {
  if (request.routeOptions.config.apiRoute?.takesFile) return payload;
  throw new AppError("unsupported_media_type", "Send the body as application/json");
}

function serve(app: FastifyInstance, route: ApiRoute): void {
  const path = route.path.replace(/\{(\w+)\}/g, ":$1");
  const urls = route.bare ? [prefix + path, path] : [prefix + path];
  for (const served of urls) {
    app.route<{ Params: Record<string, string>; Querystring: Record<string, unknown> }>({
      method: route.method,
      url: served,
      config: { apiRoute: route },
      onRequest: async (request) => {
        request.actor = await authenticate(request.method, request.headers, baseOf(request));
      },
      handler: async (request, reply) => {
        const { actor, id: requestId, method, url, params, query, headers } = request;
        if (!actor) throw new Error(`${route.name} was reached without a caller`);
        const base = baseOf(request) ?? `http://${env.HOST}:${env.PORT}`;
        const body = request.body ?? undefined;
        const asked = { actor, requestId, method, url, base, params, query, body, headers };
        return send(reply, await route.handle(asked));
      },
    });
  }
}

function baseOf({ headers }: Pick<FastifyRequest, "headers">): string | null {
  return findBase(headers, env.PUBLIC_URL);
}

function send(reply: FastifyReply, { status, headers, text, content }: Answer): FastifyReply {
  reply.code(status).headers(headers).header("cache-control", "no-store");
  if (content) return reply.send(content);
  if (status === 204) return reply.send();
  return reply.header("content-type", "application/json; charset=utf-8").send(text);
}

function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = translateFrameworkError(thrown);
  if (!(error instanceof AppError)) log.error({ err: error, requestId: request.id }, "request failed");
  const route = request.routeOptions.config?.apiRoute ?? null;
  return send(reply, toErrorAnswer(error, route, request.id));
}

const patterns = routes.map(({ method, path, bare, errors }) => ({
  method,
  errors,
  pattern: new RegExp(`^(${prefix})${bare ? "?" : ""}${path.replace(/\{\w+\}/g, "[^/]+")}/?$`),
}));

/** In the words of the route that the path would be of, if it could be read. */
function sendUnknown(url: string, reply: FastifyReply): FastifyReply {
  const [path = ""] = url.split("?", 1);
  const style = patterns.find(({ pattern }) => pattern.test(path))?.errors ?? "detail";
  return send(reply, {
    status: 404,
    headers: {},
    text: JSON.stringify({ [style]: "There is no such route" }),
  });
}

/** 405 with the methods there are for a known path, else 404. */
function refuseUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = ""] = request.url.split("?", 1);
  const methods = patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  if (methods.length === 0) return sendUnknown(request.url, reply);
  const allow = methods.includes("GET") ? [...methods, "HEAD"] : methods;
  const detail = `${request.method} is not possible here, only ${allow.join(", ")}`;
  return send(reply, { status: 405, headers: { allow: allow.join(", ") }, text: JSON.stringify({ detail }) });
}

/** Public: clients read it before they have a token (contract 1.2). */
function serveOpenApi(app: FastifyInstance): void {
  for (const url of ["/openapi.yaml", `${prefix}/openapi.yaml`]) {
    app.get(url, async (_request, reply) =>
      reply.header("content-type", "application/yaml; charset=utf-8").send(openApiYaml()),
    );
  }
}

async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  request.log.info(
    {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    "request",
  );
}
