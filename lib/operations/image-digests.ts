import { AppError } from "#lib/domain/errors";
import type { ImagePin } from "#lib/domain/image-facts";
import { ownDigest } from "#lib/domain/image-reference";
import type { StoredSpec } from "#lib/domain/spec";
import { listImages } from "#lib/domain/spec-images";
import { findRefusal, resolveDigests } from "#lib/images/registries";

type Resolution = Pick<ImagePin, "digest" | "problem">;

/** What image references mean, as far as one operation has asked. */
export type ImageDigests = ReadonlyMap<string, Resolution>;

class UnresolvedImages extends Error {
  constructor(readonly references: string[]) {
    super(`It was not asked what these mean: ${references.join(", ")}`);
  }
}

/** Only whoever changes the images of a draft all the time sees more. */
const mostAttempts = 5;

/**
 * Runs what may need to know what image references mean. Registries are never asked in a transaction, where row locks
 * would wait for a network: an attempt that misses an answer is undone, and made again with it.
 */
export async function withImageDigests<Result>(
  attempt: (known: ImageDigests) => Promise<Result>,
): Promise<Result> {
  const known = new Map<string, Resolution>();
  for (let count = 1; count <= mostAttempts; count++) {
    try {
      return await attempt(known);
    } catch (error) {
      if (!(error instanceof UnresolvedImages)) throw error;
      for (const [reference, { value, problem }] of await resolveDigests(error.references))
        known.set(reference, { digest: value, problem: problem?.message ?? null });
    }
  }
  throw new AppError("conflict", "The images changed while they were looked up; try again");
}

/** What the containers of a spec run from now on. Ends the attempt if that is not known yet. */
export function pinImages(spec: StoredSpec, known: ImageDigests, now: Date): ImagePin[] {
  const unknown = new Set<string>();
  const pins = listImages(spec).map(({ containerGroup, container, image }) => {
    const resolution = resolveAlone(image) ?? known.get(image);
    if (resolution === undefined) unknown.add(image);
    return { containerGroup, container, image, digest: null, problem: null, ...resolution, resolvedAt: now };
  });
  if (unknown.size > 0) throw new UnresolvedImages([...unknown]);
  return pins;
}

/** As far as nobody need be asked, or may be. */
function resolveAlone(image: string): Resolution | undefined {
  const digest = ownDigest(image);
  if (digest !== null) return { digest, problem: null };
  const refusal = findRefusal(image);
  return refusal === null ? undefined : { digest: null, problem: refusal.message };
}
