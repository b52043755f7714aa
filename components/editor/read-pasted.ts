import { unanswered } from "#lib/client/send";
import type { readStartText } from "#lib/client/start-from";

/** The readers of all formats come with the first paste, not with the page. */
export async function readPasted(text: string, choice?: number): Promise<ReturnType<typeof readStartText>> {
  const readers = await import("#lib/client/start-from").catch(() => null);
  if (!readers) return { ok: false, message: `${unanswered.title}. ${unanswered.detail}`, line: null };
  return readers.readStartText(text, choice);
}
