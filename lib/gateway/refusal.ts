import type { ServerResponse } from "node:http";
import { AppError, errorTable } from "#lib/domain/errors";
import { log } from "#lib/log";

/** Why a request does not reach a workload, as its client is told. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly retryAfter: number | null = null,
  ) {
    super(detail);
  }

  get body(): string {
    // Contract 7.14 has the one for bad credentials by another name.
    return JSON.stringify(this.status === 401 ? { message: this.detail } : { detail: this.detail });
  }

  get headers(): Record<string, string> {
    return {
      "content-type": "application/json",
      "cache-control": "no-store",
      ...(this.retryAfter === null ? {} : { "retry-after": String(this.retryAfter) }),
    };
  }
}

/** Any failure as a refusal; an unknown one says nothing of itself. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof AppError) return new Refusal(errorTable[error.code].status, error.detail);
  log.error({ err: error }, "a request failed in the gateway");
  return new Refusal(503, "The gateway cannot tell where this goes at the moment", 1);
}

/** Answers with a refusal, or, where an answer has begun, ends the connection: half an answer must not look whole. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // What is left of the request's body is not read.
  if (!response.req.complete) response.setHeader("connection", "close");
  response.writeHead(refusal.status, {
    ...refusal.headers,
    "content-length": Buffer.byteLength(refusal.body),
  });
  response.end(response.req.method === "HEAD" ? undefined : refusal.body);
}
