import { Agent, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect } from "vitest";
import { z } from "zod";
import { artifactFormatted } from "#lib/api/artifact-json";
import { detailError, messageError } from "#lib/api/error-answer";
import { refusalsOf } from "#lib/api/openapi";
import type { ApiRoute } from "#lib/api/route";
import { prefix, routes } from "#lib/api/routes";
import { createApi } from "#lib/api/server";
import { createFront } from "#lib/start/front";

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The parsed body; undefined where there is none. */
  json: unknown;
}

interface Sent {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, with whatever content type `headers` say. */
  raw?: string | Buffer;
  headers?: Record<string, string>;
  token?: string | undefined;
}

export interface TestApi {
  origin: string;
  /** Sends any request, and checks the answer against what the OpenAPI document promises of its route. */
  call: (method: string, path: string, sent?: Sent) => Promise<Reply>;
  /** Stops it and starts another, at another origin. */
  restart: () => Promise<void>;
}

type RunningApi = Omit<TestApi, "restart"> & { close: () => Promise<void> };

/** The server for the tests of a file: started before them, stopped after. */
export function serveApi(): TestApi {
  let started: RunningApi | undefined;
  const use = () => {
    if (!started) throw new Error("The server is there once the tests run");
    return started;
  };
  beforeAll(async () => {
    started = await startApi();
  });
  afterAll(() => started?.close());
  return {
    get origin() {
      return use().origin;
    },
    call: (...request) => use().call(...request),
    async restart() {
      await use().close();
      started = await startApi();
    },
  };
}

/** The real server, as `npm start` has it, without the pages. */
async function startApi(): Promise<RunningApi> {
  const app = createApi({
    serverFactory: createFront({
      handlePage: async (_request, response) => void response.writeHead(404).end(),
      behindProxy: false,
    }),
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address: AddressInfo | string | null = app.server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  return {
    origin,
    async call(method, path, sent = {}) {
      const reply = await send(agent, origin, method, path, sent);
      expectPromised(method, path, reply);
      return reply;
    },
    async close() {
      agent.destroy();
      await app.close();
    },
  };
}

function send(agent: Agent, origin: string, method: string, path: string, sent: Sent): Promise<Reply> {
  const body = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  const headers = {
    ...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
    ...(sent.body === undefined ? {} : { "content-type": "application/json" }),
    ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    ...sent.headers,
  };
  const url = new URL(origin);
  return new Promise((resolve, reject) => {
    // The path goes out as written: a URL object would mend what the test means to be broken.
    const options = { agent, host: url.hostname, port: url.port, method, path, headers };
    const outgoing = sendRequest(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = incoming.headers["content-type"]?.startsWith("application/json") && text !== "";
        const json: unknown = isJson ? JSON.parse(text) : undefined;
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The route of the table that a request goes to. */
function findRoute(method: string, path: string): ApiRoute | undefined {
  const [pathname = ""] = path.split("?", 1);
  return routes.find((route) => {
    const own = route.path.replace(/\{\w+\}/g, "[^/]+");
    return (
      route.method === method && new RegExp(`^(${prefix})${route.bare ? "?" : ""}${own}/?$`).test(pathname)
    );
  });
}

/** Whatever a test is about, no answer may be one that the OpenAPI document does not tell of. */
function expectPromised(method: string, path: string, reply: Reply): void {
  expect(reply.headers["x-request-id"]).toBeTypeOf("string");
  const route = findRoute(method, path);
  if (!route) return;
  const { success } = route;
  if (reply.status === success.status) {
    if (success.mediaType) expect(reply.headers["content-type"]).toContain(success.mediaType);
    else if (success.schema) success.schema.parse(reply.json);
    else expect(reply.text).toBe("");
    return;
  }
  if (reply.status === route.otherSuccess?.status) {
    if (route.otherSuccess.schema) route.otherSuccess.schema.parse(reply.json);
    else expect(reply.text).toBe("");
    return;
  }
  expect(refusalsOf(route), `${method} ${path} answered ${reply.text}`).toContain(reply.status);
  const message = reply.status === 401 || route.errors === "message";
  (message ? messageError : detailError).parse(reply.json);
}

/** The artifact in a reply that must be a success. */
export function artifactIn(reply: Reply): z.infer<typeof artifactFormatted> {
  expect(reply.status, reply.text).toBeLessThan(300);
  return artifactFormatted.parse(reply.json);
}

const envelope = z.object({
  data: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  count: z.int(),
  totalCount: z.int(),
  next: z.string().nullable(),
  previous: z.string().nullable(),
});

/** The list in a reply that must be a success. */
export function listIn(reply: Reply): z.infer<typeof envelope> {
  expect(reply.status, reply.text).toBe(200);
  return envelope.parse(reply.json);
}

/** The places that a 422 names. */
export function pathsIn(reply: Reply): string[] {
  expect(reply.status, reply.text).toBe(422);
  const { detail } = z.object({ detail: z.array(z.object({ path: z.string() })) }).parse(reply.json);
  return detail.map(({ path }) => path);
}
