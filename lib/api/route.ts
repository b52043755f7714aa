import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { AppError, invalid, parseInput } from "#lib/domain/errors";
import { type Operation, runOperation, runOperationOnce } from "#lib/operations/operation";

/** What a route sees of a request. */
export interface ApiRequest {
  actor: Actor;
  requestId: string;
  method: string;
  /** Path and query as the client wrote them. */
  url: string;
  /** Scheme and host (and path prefix, behind a proxy) the client reached us by. */
  base: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  /** The parsed body; an absent, empty or `null` one is undefined. */
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** JSON, or nothing for 204. */
  text: string;
  /** Sent instead of the text. */
  content?: Readable;
}

/** The two envelopes of contract 1.9: `{"detail": …}` of the Workload API, `{"message": …}` of the rest. */
export type ErrorStyle = "detail" | "message";

/** What both the server and the OpenAPI document need to know of a route. */
export interface RouteFacts {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** As OpenAPI writes it, without the prefix: `/artifacts/{id}`. */
  path: string;
  summary: string;
  tag: string;
  errors: ErrorStyle;
  query?: z.ZodObject;
  body?: { schema: z.ZodType; required: boolean };
  /** The body is a file in `multipart/form-data`, which the route reads as it comes. */
  takesFile?: boolean;
  /** The field of the operation's input that holds the body: the client's paths do not have it in front. */
  bodyAt?: string;
  /** Whether `If-Match` is heard. */
  conditional?: boolean;
  /** Also served without the prefix (contract 1.3). */
  bare?: boolean;
  success: {
    status: 200 | 201 | 202 | 204;
    schema?: z.ZodType;
    /** What is sent instead of JSON, as a stream. */
    mediaType?: string;
  };
  /** How it succeeds in another way, which its rendering then says. */
  otherSuccess?: { status: 200 | 204; schema?: z.ZodType };
  /** Error statuses of this route, beside those any route may have. */
  refusals: readonly number[];
}

/** What a successful answer consists of. */
interface Rendering {
  text: string;
  /** Instead of the route's own. */
  status?: 200 | 204;
  content?: Readable;
  headers?: Record<string, string>;
}

interface RouteDeclaration<Input extends z.ZodType, Thing, Output extends z.ZodType> extends RouteFacts {
  operation: Operation<Input, Thing, Output>;
  /** The operation's raw input; the operation itself parses it. */
  input: (request: ApiRequest) => unknown;
  render: (output: z.output<Output>, request: ApiRequest) => Rendering;
}

/** A route of any operation, ready to be served. */
export interface ApiRoute extends RouteFacts {
  name: string;
  /** Whether `Idempotency-Key` is heard. */
  repeatable: boolean;
  handle: (request: ApiRequest) => Promise<Answer>;
}

/** Binds an operation to a method and path. */
export function defineRoute<Input extends z.ZodType, Thing, Output extends z.ZodType>(
  declaration: RouteDeclaration<Input, Thing, Output>,
): ApiRoute {
  const { operation, input, render, ...facts } = declaration;
  const repeatable = facts.method === "POST" && operation.kind === "write";
  return {
    ...facts,
    name: operation.name,
    repeatable,
    async handle(request) {
      const answer = (output: z.output<Output>): Answer => ({
        status: facts.success.status,
        headers: {},
        ...render(output, request),
      });
      const raw = input(request);
      const key = repeatable ? request.headers["idempotency-key"] : undefined;
      if (key === undefined) return answer(await runOperation(operation, request, raw));
      return runOperationOnce(operation, request, raw, {
        key: parseInput(idempotencyKey, { "Idempotency-Key": key })["Idempotency-Key"],
        fingerprint: fingerprint(request),
        render: answer,
        readAnswer: readReplay,
      });
    },
  };
}

/** A route whose work is more than one operation: files on their way in or out, which no transaction should wait for. */
export function defineStreamRoute(
  declaration: RouteFacts & { name: string; handle: (request: ApiRequest) => Promise<Answer> },
): ApiRoute {
  return { ...declaration, repeatable: false };
}

/** The body of a request to a route that takes a file. */
export function fileStream({ body }: ApiRequest): Readable {
  if (body instanceof Readable) return body;
  throw new AppError("unsupported_media_type", "Send the file as multipart/form-data");
}

/** One method and path for two operations: `other` answers where `isOther` says so. Its facts are those of `route`. */
export function withAlternative(
  route: ApiRoute,
  isOther: (request: ApiRequest) => boolean,
  other: ApiRoute,
): ApiRoute {
  return { ...route, handle: (request) => (isOther(request) ? other : route).handle(request) };
}

const idempotencyKey = z.object({
  "Idempotency-Key": z.string().regex(/^[\x20-\x7e]{1,255}$/, "Must be 1 to 255 printable ASCII characters"),
});

const keptAnswer = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  text: z.string(),
});

function readReplay(stored: unknown): Answer {
  const answer = keptAnswer.parse(stored);
  return { ...answer, headers: { ...answer.headers, "idempotency-replayed": "true" } };
}

function fingerprint({ method, url, body }: ApiRequest): string {
  const target = url.replace(/\/(?=\?|$)/, "");
  return createHash("sha256")
    .update(`${method}\n${target}\n${JSON.stringify(body)}`)
    .digest("hex");
}

/** The fields of a body that is an object; none of an absent one. */
export function bodyFields({ body }: ApiRequest): Record<string, unknown> {
  if (body === undefined) return {};
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return { ...body };
  throw invalid([{ path: "", message: "Must be an object", code: "invalid_type" }]);
}
