import { notifyDone, notifyFailed } from "./notify";

/** Copies for an action of the palette or a key, which have no place of their own to say that it worked. */
export async function copyToClipboard(text: string, what: string): Promise<void> {
  try {
    // Outside a secure context (plain http on a LAN) browsers have no clipboard at all.
    await navigator.clipboard.writeText(text);
    notifyDone(`Copied the ${what}`);
  } catch {
    notifyFailed(`Could not copy the ${what}`, text);
  }
}
