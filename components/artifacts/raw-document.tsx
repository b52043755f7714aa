"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { cn } from "#lib/client/class-names";
import { notifyDone, notifyFailed } from "#lib/client/notify";

type Mode = "yaml" | "json";

/** The artifact as the document people write, to read and to copy. */
export function RawDocument({ texts }: { texts: Record<Mode, string> }) {
  const [mode, setMode] = useState<Mode>("yaml");
  async function copy() {
    try {
      await navigator.clipboard.writeText(texts[mode]);
      await notifyDone(`Copied the document as ${mode.toUpperCase()}`);
    } catch {
      await notifyFailed("This browser does not let the page copy: select the text instead");
    }
  }
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="px-3.5 py-2 font-semibold">Document</summary>
      <div className="flex items-center gap-1 border-t border-line px-2.5 py-1.5">
        {(["yaml", "json"] as const).map((one) => (
          <Button
            key={one}
            variant="plain"
            aria-pressed={mode === one}
            className={cn(mode === one && "bg-sunken text-ink")}
            onClick={() => setMode(one)}
          >
            {one.toUpperCase()}
          </Button>
        ))}
        <Button className="ml-auto" onClick={copy}>
          Copy
        </Button>
      </div>
      <pre className="whitespace-pre-wrap border-t border-line px-3.5 py-2.5 leading-[1.62] [overflow-wrap:anywhere]">
        {texts[mode]}
      </pre>
    </details>
  );
}
