import type Docker from "dockerode";
import { z } from "zod";
import { EngineError, type PushRequest } from "#lib/engines/engine";
import { callEngine } from "./connection";
import { removeImage } from "./images";
import { readJsonLines } from "./json-lines";

const pushMessage = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).optional(),
  aux: z.object({ Digest: z.string().optional() }).optional(),
  error: z.string().optional(),
});

/** The image keeps the reference as a name, without which the engine would forget its digest there. */
export async function push(
  docker: Docker,
  request: PushRequest,
  signal: AbortSignal,
): Promise<{ digest: string }> {
  const { repository, tag } = splitReference(request.reference);
  await callEngine(signal, () =>
    docker.getImage(request.imageId).tag({ repo: repository, tag, abortSignal: signal }),
  );
  try {
    return await runPush(docker, request, { repository, tag }, signal);
  } catch (error) {
    const untag = removeImage(docker, request.reference, { force: false }, AbortSignal.timeout(10_000));
    await untag.catch(() => undefined);
    throw error;
  }
}

async function runPush(
  docker: Docker,
  { credentials, onEvent }: PushRequest,
  { repository, tag }: { repository: string; tag: string },
  signal: AbortSignal,
): Promise<{ digest: string }> {
  return callEngine(signal, async () => {
    const answer: AsyncIterable<string | Buffer> = await docker.getImage(repository).push({
      tag,
      // The engine wants the header even where nothing is in it.
      authconfig: credentials
        ? {
            username: credentials.username,
            password: credentials.password,
            serveraddress: credentials.registry,
          }
        : {},
      abortSignal: signal,
    });
    let digest: string | undefined;
    for await (const { id, status, progressDetail, aux, error } of readJsonLines(answer, pushMessage)) {
      if (error !== undefined) throw describeFailure(error);
      digest = aux?.Digest ?? digest;
      if (status === undefined) continue;
      const { current, total } = progressDetail ?? {};
      const progress = current === undefined || total === undefined ? null : { current, total };
      await onEvent({ layer: id === tag ? null : (id ?? null), status, progress });
    }
    if (digest === undefined) throw new EngineError("unavailable", "The push ended before it was done.");
    return { digest };
  });
}

function describeFailure(message: string): EngineError {
  const refused = /unauthorized|authentication required|no basic auth|denied|forbidden|invalid|not found/i;
  return new EngineError(refused.test(message) ? "rejected" : "unavailable", message);
}

function splitReference(reference: string): { repository: string; tag: string } {
  const colon = reference.lastIndexOf(":");
  if (colon <= reference.lastIndexOf("/"))
    throw new EngineError("rejected", `${reference} names no tag to push to`);
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
