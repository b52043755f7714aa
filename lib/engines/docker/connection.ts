import { setMaxListeners } from "node:events";
import Docker from "dockerode";
import { EngineError, type EngineErrorKind } from "#lib/engines/engine";

/**
 * A client for `unix://<socket>` or `tcp://<host>:<port>`; certificates for the latter are where DOCKER_CERT_PATH says, as
 * for Docker's own command line.
 */
export function connect(address: string): Docker {
  const url = new URL(address);
  // Without the undefined host the client would prefer one named by DOCKER_HOST.
  if (url.protocol === "unix:") return new Docker({ socketPath: url.pathname, host: undefined });
  return new Docker({ host: url.hostname, port: url.port || 2375 });
}

const kinds: Record<number, EngineErrorKind> = {
  400: "rejected",
  401: "rejected",
  403: "rejected",
  404: "not_found",
  409: "conflict",
};

export function hasStatusCode(error: unknown): error is { statusCode: number } {
  return (
    typeof error === "object" &&
    error !== null &&
    "statusCode" in error &&
    typeof error.statusCode === "number"
  );
}

export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (hasStatusCode(error)) {
    // The client puts the status in front of the engine's own words.
    const words = message.replace(/^\(HTTP code \d+\) [^-]* - /, "").trim();
    return new EngineError(kinds[error.statusCode] ?? "unavailable", words, { cause: error });
  }
  return new EngineError("unavailable", `The container engine does not answer: ${message}`, { cause: error });
}

/** Runs `work`, which fails with an EngineError or, as soon as the signal is aborted, with the signal's reason. */
export async function callEngine<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  // Any number of calls may hang on one signal, and each lets go of it at its end: no leak to be warned of.
  setMaxListeners(0, signal);
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave);
  });
  try {
    return await Promise.race([work(), aborted]);
  } catch (error) {
    signal.throwIfAborted();
    throw toEngineError(error);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
