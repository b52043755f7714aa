import { z } from "zod";
import { AppError, type ErrorCode, errorTable, type Issue, parsePath } from "#lib/domain/errors";
import { artifactView } from "#lib/operations/artifact-views";
import { artifactFormatted, formatArtifact } from "./artifact-json";
import type { Answer, ErrorStyle, RouteFacts } from "./route";

/** One thing wrong, in the two shapes clients know (contract 1.9). */
const errorItem = z
  .strictObject({
    loc: z.array(z.union([z.string(), z.int()])),
    msg: z.string(),
    type: z.string(),
    path: z.string(),
    message: z.string(),
    code: z.string(),
  })
  .meta({ id: "ErrorItem" });
type ErrorItem = z.infer<typeof errorItem>;

const blocker = z.strictObject({ kind: z.string(), id: z.string(), name: z.string() });

const extras = {
  issues: z.array(errorItem).optional().meta({ description: "What is wrong, where detail is a sentence" }),
  blockers: z.array(blocker).optional().meta({ description: "What stands in the way of a conflict" }),
  current: artifactFormatted.optional().meta({ description: "The artifact as it is now, with 412" }),
  requestId: z.string().optional().meta({ description: "With 500: what to tell the administrator" }),
};

export const detailError = z
  .strictObject({
    detail: z.union([z.string(), z.array(errorItem)]),
    ...extras,
  })
  .meta({ id: "DetailError" });
export const messageError = z.strictObject({ message: z.string(), ...extras }).meta({ id: "MessageError" });

/** Issues whose `detail` the contract gives word for word: the sentence stays, the items stand beside it. */
const wordedIssues = new Set(["unbuilt"]);

/** Any thrown value as an answer. What is not an `AppError` says nothing of itself. */
export function toErrorAnswer(error: unknown, route: RouteFacts | null, requestId: string): Answer {
  const known = error instanceof AppError ? error : new AppError("internal", "An unexpected error occurred");
  const { status } = errorTable[known.code];
  const items = known.issues.map((issue) => toErrorItem(issue, route));
  const style = known.code === "unauthenticated" ? "message" : (route?.errors ?? "detail");
  const body = {
    ...wordError(style, known, items),
    ...(known.blockers.length > 0 ? { blockers: known.blockers } : {}),
    ...findCurrent(known),
    ...(known.code === "internal" ? { requestId } : {}),
  };
  return { status, headers: headersOf(known), text: JSON.stringify(body) };
}

function wordError(style: ErrorStyle, { detail, issues }: AppError, items: ErrorItem[]) {
  const issuesBeside = items.length > 0 ? { issues: items } : {};
  if (style === "message") return { message: detail, ...issuesBeside };
  if (items.length === 0 || issues.some(({ code }) => wordedIssues.has(code)))
    return { detail, ...issuesBeside };
  return { detail: items };
}

function toErrorItem({ path, message, code }: Issue, route: RouteFacts | null): ErrorItem {
  const own = route?.bodyAt === undefined ? path : withoutFirst(path, route.bodyAt);
  const parts = parsePath(own);
  return { loc: [placeOf(parts[0], route), ...parts], msg: message, type: code, path: own, message, code };
}

function withoutFirst(path: string, first: string): string {
  return path === first ? "" : path.startsWith(`${first}.`) ? path.slice(first.length + 1) : path;
}

/** Which part of the request an issue is about. */
function placeOf(first: string | number | undefined, route: RouteFacts | null): string {
  if (first === "Idempotency-Key") return "header";
  if (route?.path.includes(`{${first}}`)) return "path";
  const isQuery = first !== undefined && Object.hasOwn(route?.query?.shape ?? {}, first);
  if (route?.body === undefined || isQuery) return "query";
  return "body";
}

function findCurrent({ code, current }: AppError): { current?: z.input<typeof artifactFormatted> } {
  const artifact = code === "stale" ? artifactView.safeParse(current) : undefined;
  return artifact?.success ? { current: formatArtifact(artifact.data) } : {};
}

function headersOf({ code, retryAfter }: AppError): Record<string, string> {
  return {
    ...(code === "unauthenticated" ? { "www-authenticate": "Bearer" } : {}),
    ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
  };
}

/** What the statuses mean that Fastify refuses requests with before any route sees them. */
const codeOfStatus: Partial<Record<number, ErrorCode>> = {
  413: "too_large",
  415: "unsupported_media_type",
};

/** Fastify's own refusals as ours; everything else as it is. */
export function translateFrameworkError(error: unknown): unknown {
  if (!(error instanceof Error) || !("statusCode" in error) || typeof error.statusCode !== "number")
    return error;
  if (error.statusCode >= 500) return error;
  const code = codeOfStatus[error.statusCode] ?? "bad_request";
  return new AppError(code, error.message, { cause: error });
}
