"use client";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";

const mask = "••••••••";

/** Against glances, not against readers: whoever sees the artifact may read it. */
export function MaskedValue({ name, value }: { name: string; value: string }) {
  const [shown, setShown] = useState(false);
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0">{shown ? value : mask}</span>
      <button
        type="button"
        aria-pressed={shown}
        aria-label={`Show the value of ${name}`}
        onClick={() => setShown(!shown)}
        className="-my-0.5 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-sunken hover:text-ink [&_svg]:size-3"
      >
        {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </button>
    </span>
  );
}
