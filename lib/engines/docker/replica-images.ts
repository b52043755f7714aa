import type Docker from "dockerode";
import { z } from "zod";
import { isLocalImage, parseImageReference } from "#lib/domain/image-reference";
import { EngineError, type EngineErrorKind, type RegistryCredentials } from "#lib/engines/engine";
import { describeLost } from "#lib/engines/replicas";
import { callEngine, toEngineError } from "./connection";
import { inspectImage } from "./images";
import { readJsonLines } from "./json-lines";

const pullMessage = z.object({ error: z.string().optional() });

export interface LocalImage {
  id: string;
  /** As configured; null for root by default. */
  user: string | null;
}

/** The image as the engine has it, pulled if it has it not. */
export async function ensureImage(
  docker: Docker,
  image: string,
  credentials: RegistryCredentials[],
  signal: AbortSignal,
): Promise<LocalImage> {
  try {
    return await inspectImage(docker, image, signal);
  } catch (error) {
    if (!(error instanceof EngineError && error.kind === "not_found")) throw error;
  }
  if (isLocalImage(image)) throw new EngineError("rejected", describeLost(image));
  await pull(docker, image, credentials, signal);
  return inspectImage(docker, image, signal);
}

async function pull(
  docker: Docker,
  image: string,
  credentials: RegistryCredentials[],
  signal: AbortSignal,
): Promise<void> {
  const reference = parseImageReference(image);
  if (reference === null) throw new EngineError("rejected", `${image} is no image reference`);
  const { registry, repository, tag, digest } = reference;
  const login = credentials.find((candidate) => candidate.registry === registry);
  const options = { fromImage: `${registry}/${repository}`, tag: digest ?? tag, abortSignal: signal };
  try {
    await callEngine(signal, async () => {
      const answer: AsyncIterable<string | Buffer> = await docker.createImage(
        login === undefined
          ? {}
          : { username: login.username, password: login.password, serveraddress: registry },
        options,
      );
      for await (const { error } of readJsonLines(answer, pullMessage))
        if (error !== undefined) throw new EngineError("unavailable", error);
    });
  } catch (error) {
    signal.throwIfAborted();
    throw describePullFailure(image, registry, toEngineError(error).message);
  }
}

/** What the engine says in so many ways, in the order in which it is to be looked for. */
const pullFailures: [pattern: RegExp, kind: EngineErrorKind, reason: (registry: string) => string][] = [
  [/may require|repository does not exist/i, "rejected", () => "not found, or not authorised to pull it"],
  [
    /denied|unauthorized|unauthorised|authentication|forbidden|basic auth/i,
    "rejected",
    (registry) => `not authorised at ${registry}`,
  ],
  [/no matching manifest/i, "rejected", () => "it has nothing for this machine's platform"],
  [/manifest unknown|name unknown|not found/i, "rejected", () => "not found"],
  [/no space left/i, "unavailable", () => "the engine has no room left"],
  [
    /no such host|refused|time ?out|deadline|unreachable|reset|EOF|x509|certificate|HTTP response|lookup/i,
    "unavailable",
    (registry) => `the registry ${registry} is unreachable`,
  ],
];

function describePullFailure(image: string, registry: string, words: string): EngineError {
  const known = pullFailures.find(([pattern]) => pattern.test(words));
  const [kind, reason] =
    known === undefined ? (["unavailable", words] as const) : [known[1], known[2](registry)];
  return new EngineError(kind, `${image} cannot be pulled: ${reason}`);
}
