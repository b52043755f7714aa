import { LRUCache } from "lru-cache";
import { z } from "zod";
import { type ImageFacts, runPlatform } from "#lib/domain/image-facts";
import { type ImageReference, parseImageReference, pinReference } from "#lib/domain/image-reference";
import { ImageError, notAReference } from "./image-error";
import type { RegistryConfig } from "./registry-config";
import { RegistrySession } from "./registry-session";

const descriptor = z.object({ digest: z.string(), size: z.int().nonnegative() });
const platformShape = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() });

const manifestList = z.object({
  manifests: z.array(descriptor.extend({ platform: platformShape.optional() })),
});
const imageManifest = z.object({ config: descriptor, layers: z.array(descriptor) });

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const imageConfiguration = platformShape.extend({
  config: z
    .object({
      User: z.string().nullish(),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
      Entrypoint: texts,
      Cmd: texts,
      Env: texts,
    })
    .nullish(),
});

const namePlatform = ({ os, architecture, variant }: z.infer<typeof platformShape>) =>
  [os, architecture, ...(variant ? [variant] : [])].join("/");

interface Cached {
  facts: LRUCache<string, ImageFacts>;
  digests: LRUCache<string, string>;
}

/** Short, for a tag may move any moment; long enough for an editor that asks with every key. */
const remembered = { max: 500, ttl: 60_000 };
const caches = new WeakMap<RegistryConfig, Cached>();

function cacheOf(config: RegistryConfig): Cached {
  const known = caches.get(config);
  if (known !== undefined) return known;
  const made: Cached = { facts: new LRUCache(remembered), digests: new LRUCache(remembered) };
  caches.set(config, made);
  return made;
}

/** What a registry tells of an image. Fails with an ImageError, or with the signal's reason once that is aborted. */
export async function readImageFacts(
  reference: string,
  config: RegistryConfig,
  signal: AbortSignal,
): Promise<ImageFacts> {
  const { facts } = cacheOf(config);
  return (
    facts.get(reference) ?? remember(facts, reference, await question(reference, config, signal, findFacts))
  );
}

/** The digest that a reference means now. `fresh`: not as it was up to a minute ago. */
export async function resolveDigest(
  reference: string,
  config: RegistryConfig,
  signal: AbortSignal,
  { fresh = false } = {},
): Promise<string> {
  const { digests } = cacheOf(config);
  const known = fresh ? undefined : digests.get(reference);
  if (known !== undefined) return known;
  const digest = await question(reference, config, signal, (session, { digest: pinned, tag }) =>
    session.getDigest(pinned ?? tag ?? ""),
  );
  return remember(digests, reference, digest);
}

function remember<Value extends NonNullable<unknown>>(
  cache: LRUCache<string, Value>,
  key: string,
  value: Value,
): Value {
  cache.set(key, value);
  return value;
}

async function question<Result>(
  text: string,
  config: RegistryConfig,
  signal: AbortSignal,
  ask: (session: RegistrySession, reference: ImageReference) => Promise<Result>,
): Promise<Result> {
  const reference = parseImageReference(text);
  if (reference === null) throw notAReference(text);
  const time = AbortSignal.timeout(config.patience);
  try {
    const session = new RegistrySession(config, reference, AbortSignal.any([signal, time]));
    return await ask(session, reference);
  } catch (error) {
    signal.throwIfAborted();
    throw translate(error, reference.registry, time.aborted);
  }
}

function translate(error: unknown, registry: string, late: boolean): ImageError {
  if (error instanceof ImageError) return error;
  if (late || (error instanceof Error && /TimeoutError$/.test(error.name)))
    return new ImageError("timed_out", `${registry} does not answer in time`, error);
  if (error instanceof SyntaxError || error instanceof z.ZodError)
    return new ImageError("unreachable", `${registry} answers with something that is no image`, error);
  const reason = error instanceof Error ? error.message : String(error);
  return new ImageError("unreachable", `${registry} cannot be reached: ${reason}`, error);
}

async function findFacts(session: RegistrySession, reference: ImageReference): Promise<ImageFacts> {
  const top = await session.getManifest(reference.digest ?? reference.tag ?? "");
  const list = manifestList.safeParse(JSON.parse(top.body));
  const entries = list.success ? list.data.manifests.filter(isImage) : [];
  const chosen = entries.find(({ platform }) => platform && namePlatform(platform) === runPlatform);
  const entry = chosen ?? entries[0];
  const manifest = imageManifest.parse(
    JSON.parse(entry === undefined ? top.body : (await session.getManifest(entry.digest)).body),
  );
  const { config, ...platform } = imageConfiguration.parse(
    JSON.parse(await session.getBlob(manifest.config.digest)),
  );
  const own = namePlatform(platform);
  return {
    pinned: pinReference(reference, top.digest),
    digest: top.digest,
    platforms:
      entries.length === 0
        ? [own]
        : entries.flatMap((one) => (one.platform ? namePlatform(one.platform) : [])),
    platform: own,
    user: config?.User || null,
    exposedPorts: Object.keys(config?.ExposedPorts ?? {}),
    entrypoint: config?.Entrypoint ?? [],
    command: config?.Cmd ?? [],
    environmentNames: (config?.Env ?? []).map((entryText) => entryText.split("=", 1)[0] ?? ""),
    sizeBytes: [manifest.config, ...manifest.layers].reduce((sum, { size }) => sum + size, 0),
  };
}

/** Lists also hold attestations, of no platform. */
const isImage = ({ platform }: { platform?: z.infer<typeof platformShape> | undefined }) =>
  platform === undefined || platform.os !== "unknown";
