import { z } from "zod";
import { AppError, type ErrorCode, errorTable } from "#lib/domain/errors";
import { unanswered } from "./send";

type QueryValue = string | number | boolean | readonly string[] | undefined;

interface RestRequest<Schema extends z.ZodType> {
  /** Below `/api/v2`, beginning with a slash. */
  path: string;
  query?: Record<string, QueryValue>;
  /** What is read of the answer; fields it does not name are left out. */
  answer: Schema;
  signal?: AbortSignal;
}

/** Reads from our own REST API with the session of this page. Every failure is an `AppError`, for `toProblem`. */
export async function getJson<Schema extends z.ZodType>(
  request: RestRequest<Schema>,
): Promise<z.output<Schema>> {
  const { path, query = {}, answer, signal } = request;
  const response = await ask(`/api/v2${path}${formatQuery(query)}`, signal);
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw readRefusal(response.status, body);
  return answer.parse(body);
}

async function ask(url: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: "application/json" }, ...(signal && { signal }) });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new AppError(unanswered.code, unanswered.detail, { cause });
  }
}

interface Sent<Schema extends z.ZodType> {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  /** The revision that is meant to be changed. */
  ifMatch?: string | null;
  answer: Schema;
  onHeaders?: (headers: Headers) => void;
}

/** Writes to our own REST API with the session of this page; for what is more than one operation, as uploads are. */
export async function sendJson<Schema extends z.ZodType>(request: Sent<Schema>): Promise<z.output<Schema>> {
  const { method, path, body, ifMatch, answer, onHeaders } = request;
  const response = await fetch(`/api/v2${path}`, {
    method,
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(ifMatch && { "if-match": ifMatch }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new AppError(unanswered.code, unanswered.detail, { cause });
  });
  const read: unknown = await response.json().catch(() => null);
  if (!response.ok) throw readRefusal(response.status, read);
  onHeaders?.(response.headers);
  return answer.parse(read);
}

/** A text from our own REST API. */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await ask(`/api/v2${path}`, signal);
  if (!response.ok) throw readRefusal(response.status, await response.json().catch(() => null));
  return response.text();
}

function formatQuery(query: Record<string, QueryValue>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? []].flat()) params.append(name, String(one));
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** Both envelopes of contract 1.9, as far as people are told of them. */
const refusal = z.object({
  detail: z.string().optional().catch(undefined),
  message: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string(), code: z.string() })).optional(),
});

export function readRefusal(status: number, body: unknown): AppError {
  const { detail, message, issues } = refusal.safeParse(body).data ?? {};
  const items = itemsOf(body) ?? issues ?? [];
  const code = codeOf(status);
  return new AppError(code, detail ?? message ?? items[0]?.message ?? errorTable[code].title, {
    issues: items,
  });
}

const itemised = z.object({ detail: refusal.shape.issues });

function itemsOf(body: unknown) {
  return itemised.safeParse(body).data?.detail;
}

const codes = Object.entries(errorTable);

/** The first code with this status: the table begins each status with its most general one. */
function codeOf(status: number): ErrorCode {
  const known = codes.find(([, row]) => row.status === status)?.[0];
  return isErrorCode(known) ? known : status >= 500 ? "unavailable" : "bad_request";
}

function isErrorCode(name: string | undefined): name is ErrorCode {
  return name !== undefined && Object.hasOwn(errorTable, name);
}
