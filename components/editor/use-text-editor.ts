import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { createTextEditor, TextHold } from "#lib/client/text-editor";

type Create = typeof createTextEditor;

/** What the plain text can say of itself while it is there. */
export interface PlainTextHandle {
  readHold: () => TextHold;
  /** Resolves when neither a pointer is down in it nor a word is being composed: both would be torn. */
  whenAtRest: () => Promise<void>;
}

/** Once loaded, no text is plain any more. */
let loaded: Create | null = null;

async function load(): Promise<Create | null> {
  loaded ??= await import("#lib/client/text-editor").then(
    (module) => module.createTextEditor,
    // Without a connection the text stays plain; the next sign tries again.
    () => null,
  );
  return loaded;
}

/** The editor of text as soon as it is loaded, with what the plain text was left with. */
export function useTextEditor() {
  const [ready, setReady] = useState<{ create: Create | null; hold: TextHold | null }>({
    create: loaded,
    hold: null,
  });
  const plain = useRef<PlainTextHandle>(null);
  const asked = useRef(false);

  async function prepare() {
    if (asked.current) return;
    asked.current = true;
    const create = await load();
    await plain.current?.whenAtRest();
    asked.current = false;
    const hold = plain.current?.readHold();
    // In one go: a key pressed between the two would be lost.
    if (create && hold) flushSync(() => setReady({ create, hold }));
  }
  return { ...ready, plain, prepare };
}
