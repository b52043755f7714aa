import { log } from "#lib/log";
import { beatBuild, findHeldBuild, type HeldBuild } from "#lib/store/build-work";
import { watchBuild } from "#lib/store/change-feed";
import { database } from "#lib/store/database";

/** Why a build stops before its end. `lost`: another worker has it, or nobody wants it any more. */
export type StopKind = "cancelled" | "lost" | "too long" | "shutdown";

export class BuildStopped extends Error {
  override readonly name = "BuildStopped";

  constructor(readonly kind: StopKind) {
    super(`The build was stopped: ${kind}`);
  }
}

/** How often a worker says that it is at it, in milliseconds. */
export const beatMs = 5_000;

/**
 * A signal that stops the build when somebody wants that, when the worker has lost it, when it takes too long, or when
 * the worker itself stops. Says meanwhile that the worker is at it.
 */
export function superviseBuild(
  buildId: string,
  workerId: string,
  { shutdown, milliseconds }: { shutdown: AbortSignal; milliseconds: number },
): { signal: AbortSignal; end: () => void } {
  const stopping = new AbortController();
  const stop = (kind: StopKind) => stopping.abort(new BuildStopped(kind));
  const heed = (held: Promise<HeldBuild>) =>
    held.then(
      (state) => {
        if (state !== "going") stop(state === "cancel" ? "cancelled" : "lost");
      },
      // The next beat asks again; if there is none for long, another worker takes the build over.
      (error: unknown) => log.warn({ err: error, buildId }, "a build's state could not be read"),
    );
  const beat = () => heed(beatBuild(database, buildId, workerId, new Date()));
  // Only reads: a beat wakes us too.
  const look = () => heed(findHeldBuild(database, buildId, workerId));
  const onShutdown = () => stop("shutdown");
  shutdown.addEventListener("abort", onShutdown);
  if (shutdown.aborted) onShutdown();
  const limit = setTimeout(() => stop("too long"), milliseconds);
  const beating = setInterval(beat, beatMs);
  const stopWatching = watchBuild(buildId, look);
  void beat();
  return {
    signal: stopping.signal,
    end() {
      shutdown.removeEventListener("abort", onShutdown);
      clearTimeout(limit);
      clearInterval(beating);
      stopWatching();
    },
  };
}
