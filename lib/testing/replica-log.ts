import type { Engine } from "#lib/engines/engine";

/** The first line of a container's log that matches. */
export async function waitForLine(
  engine: Engine,
  replicaId: string,
  pattern: RegExp,
  container = "web",
): Promise<string> {
  const found = new AbortController();
  let line: string | null = null;
  const onLine = ({ text }: { text: string }) => {
    if (line !== null || !pattern.test(text)) return;
    line = text;
    found.abort();
  };
  const target = { replicaId, container, since: null, onLine };
  const signal = AbortSignal.any([found.signal, AbortSignal.timeout(30_000)]);
  await engine.followContainerLog(target, signal).catch((error: unknown) => {
    if (!found.signal.aborted) throw error;
  });
  if (line === null)
    throw new Error(`${container} of ${replicaId} is gone and wrote nothing like ${pattern}`);
  return line;
}
