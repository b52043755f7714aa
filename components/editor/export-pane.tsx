"use client";
import { Button } from "#components/ui/button";
import { formatCurl } from "#lib/client/export-curl";
import { formatTerraform } from "#lib/client/export-terraform";
import { notifyDone, notifyFailed } from "#lib/client/notify";
import type { ExportTarget } from "./artifact-editor-props";
import { viewNames } from "./pane-views";

interface ExportPaneProps {
  format: keyof typeof formats;
  value: unknown;
  readable: boolean;
  target: ExportTarget;
}

const formats = {
  curl: (value: unknown, target: ExportTarget) => formatCurl(value, { ...target, origin: location.origin }),
  terraform: formatTerraform,
};

/** The document as it would be sent or written by another tool; to read and to copy. */
export function ExportPane({ format, value, readable, target }: ExportPaneProps) {
  if (!readable)
    return <p className="p-3.5 text-sm text-ink-3">The document cannot be read now; see the problems.</p>;
  const name = viewNames[format];
  const text = formats[format](value, target);
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
      <textarea
        readOnly
        wrap="off"
        spellCheck={false}
        aria-label={`The document as ${name}`}
        value={text}
        className="mono min-h-0 grow resize-none bg-surface px-3.5 py-2.5 leading-[1.62] outline-none"
      />
      <p className="flex min-h-8 items-center border-t border-line px-3.5 py-1 text-sm text-ink-3">
        As it is now, saved or not.
        <Button className="ml-auto h-7" onClick={() => copy(text)}>
          Copy
        </Button>
      </p>
    </>
  );
}
