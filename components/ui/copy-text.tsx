"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { cn } from "#lib/client/class-names";

interface CopyTextProps {
  /** What is copied, and shown unless `shown` is given. */
  text: string;
  /** A shorter form, such as `9f2c…a71e`. */
  shown?: string;
  /** What it is, for the button's name: "id", "digest". */
  label: string;
  className?: string;
}

export function CopyText({ text, shown = text, label, className }: CopyTextProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  // Outside a secure context (plain http on a LAN) browsers have no clipboard at all.
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
  }
  const said = {
    idle: "",
    copied: `Copied the ${label}`,
    failed: `Could not copy the ${label}: select it instead`,
  };
  return (
    <span className={cn("inline-flex min-w-0 items-center gap-0.5", className)}>
      <code className="min-w-0 truncate" title={text === shown ? undefined : text}>
        {shown}
      </code>
      <button
        type="button"
        onClick={copy}
        onBlur={() => setState("idle")}
        aria-label={`Copy ${label}`}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-sunken hover:text-ink [&_svg]:size-3"
      >
        {state === "copied" ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
      </button>
      <span role="status" className={state === "failed" ? "text-sm text-bad" : "sr-only"}>
        {said[state]}
      </span>
    </span>
  );
}
