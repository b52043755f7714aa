"use client";
import { Button } from "#components/ui/button";
import { notifyDone, notifyFailed } from "#lib/client/notify";

interface ExportPaneProps {
  name: string;
  /** Null while the document cannot be read. */
  text: string | null;
}

/** The document as it would be sent or written by another tool; to read and to copy. */
export function ExportPane({ name, text }: ExportPaneProps) {
  if (text === null)
    return <p className="p-3.5 text-sm text-ink-3">The document cannot be read now; see the problems.</p>;
  async function copy(copied: string) {
    try {
      await navigator.clipboard.writeText(copied);
      notifyDone(`Copied as ${name}`);
    } catch {
      notifyFailed("This browser does not let the page copy: select the text instead");
    }
  }
  return (
    <>
      <pre
        // Scrollable, so it takes the focus for the keyboard to scroll it.
        tabIndex={0}
        aria-label={`The document as ${name}`}
        className="min-h-0 grow overflow-auto px-3.5 py-2.5 leading-[1.62]"
      >
        {text}
      </pre>
      <p className="flex min-h-8 items-center border-t border-line px-3.5 py-1 text-sm text-ink-3">
        As it is now, saved or not.
        <Button className="ml-auto h-7" onClick={() => copy(text)}>
          Copy
        </Button>
      </p>
    </>
  );
}
