import type { ImageFacts, ImageProblem } from "#lib/domain/image-facts";
import { parseImageReference } from "#lib/domain/image-reference";
import { env } from "#lib/env";
import { ImageError, notAllowed, notAReference } from "./image-error";
import { readImageFacts, resolveDigest } from "./image-facts";
import { isAllowedHost, readRegistryConfig } from "./registry-config";

/** The registries that this process may ask, made once: what they said is remembered with it. */
const config = readRegistryConfig(env);

/** Of many references, so many are asked for at a time, and all of them no longer than this. */
const atOnce = 8;
const patienceMs = 15_000;

export type Told<Value> = { value: Value; problem: null } | { value: null; problem: ImageProblem };

/** What a registry tells of each of the images, of up to a minute ago; or why it tells nothing. */
export const readFactsOfImages = (references: readonly string[]): Promise<Map<string, Told<ImageFacts>>> =>
  askOfEach(references, (reference, signal) => readImageFacts(reference, config, signal));

/** The digest that each of the references means at this moment; or why it cannot be known. */
export const resolveDigests = (references: readonly string[]): Promise<Map<string, Told<string>>> =>
  askOfEach(references, (reference, signal) => resolveDigest(reference, config, signal, { fresh: true }));

/** Why nobody is asked about a reference; null where somebody is. */
export function findRefusal(text: string): ImageProblem | null {
  const reference = parseImageReference(text);
  if (reference === null) return problemOf(notAReference(text));
  return isAllowedHost(config, reference.registry) ? null : problemOf(notAllowed(reference.registry));
}

const problemOf = ({ kind, message }: ImageError): ImageProblem => ({ kind, message });

async function askOfEach<Value>(
  references: readonly string[],
  ask: (reference: string, signal: AbortSignal) => Promise<Value>,
): Promise<Map<string, Told<Value>>> {
  const told = new Map<string, Told<Value>>();
  const waiting = new Set(references).values();
  const signal = AbortSignal.timeout(patienceMs);
  const takeTurns = async () => {
    for (const reference of waiting) told.set(reference, await tell(ask(reference, signal), signal));
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return told;
}

async function tell<Value>(answer: Promise<Value>, signal: AbortSignal): Promise<Told<Value>> {
  try {
    return { value: await answer, problem: null };
  } catch (error) {
    if (error instanceof ImageError) return { value: null, problem: problemOf(error) };
    if (!signal.aborted) throw error;
    return { value: null, problem: { kind: "timed_out", message: "The registries take too long to answer" } };
  }
}
