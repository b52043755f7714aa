export interface ImageReference {
  /** Host, and port where one is named: `docker.io` for short names. */
  registry: string;
  repository: string;
  tag: string | null;
  /** `sha256:…`. Where there is one, the tag means nothing. */
  digest: string | null;
}

// The grammar of distribution references.
const label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const domain = `(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?`;
const word = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const path = `${word}(?:/${word})*`;
const tagged = "(?::([a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}))?";
const digested = "(?:@(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?";
const grammar = new RegExp(`^(?:(${domain})/)?(${path})${tagged}${digested}$`);
const longestName = 255;

const isHost = (first: string) => /[.:[A-Z]/.test(first) || first === "localhost";

/** Reads `[host[:port]/]path[:tag][@digest]`, short names as Docker means them; null if it is none. */
export function parseImageReference(text: string): ImageReference | null {
  const [, first, rest, tag = null, digest = null] = grammar.exec(text) ?? [];
  if (rest === undefined) return null;
  const hosted = first !== undefined && isHost(first);
  const registry = hosted ? first.replace(/^index\.docker\.io$/, "docker.io") : "docker.io";
  // What came before the first slash is a host only if it looks like one.
  const named = hosted || first === undefined ? rest : `${first}/${rest}`;
  if (!new RegExp(`^${path}$`).test(named)) return null;
  const repository = registry === "docker.io" && !named.includes("/") ? `library/${named}` : named;
  if (registry.length + repository.length >= longestName) return null;
  return { registry, repository, tag: tag ?? (digest === null ? "latest" : null), digest };
}

/** The reference that names exactly this content for ever. */
export const pinReference = ({ registry, repository }: ImageReference, digest: string): string =>
  `${registry}/${repository}@${digest}`;

/** An image that is only in the engine's store, named by its id: nobody can be asked of it, and it cannot change. */
export const isLocalImage = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text);

/** The digest that a reference itself holds, so that nobody need be asked what it means. */
export const ownDigest = (text: string): string | null =>
  isLocalImage(text) ? text : (parseImageReference(text)?.digest ?? null);

/** What to run so that it is this content, whatever has become of the tag. */
export function pinnedImage(text: string, digest: string): string {
  const reference = parseImageReference(text);
  return reference === null || isLocalImage(text) ? text : pinReference(reference, digest);
}
