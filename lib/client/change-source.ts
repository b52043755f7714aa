import type { Problem } from "#lib/domain/errors";
import { unanswered } from "./send";

type Upload = typeof import("./source-upload");

const load = () => Promise.all([import("./source-upload"), import("#lib/domain/errors")]);

/** Somebody is about to change source: what sends it can come. That it does not is seen when it is wanted. */
export const prepareChange = () => void load().catch(() => undefined);

/**
 * Changes what a draft is built from; null, or what was in the way. The script that it takes comes with the first
 * change, for most look at source alone.
 */
export async function changeSource(change: (upload: Upload) => Promise<void>): Promise<Problem | null> {
  const loaded = await load().catch(() => null);
  // The script did not come either.
  if (loaded === null) return unanswered;
  const [upload, { toProblem }] = loaded;
  try {
    await change(upload);
    return null;
  } catch (error) {
    return toProblem(error);
  }
}
