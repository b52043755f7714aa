"use client";
import type { ReactNode } from "react";
import { CopyText } from "./copy-text";

interface OneTimeSecretProps {
  text: string;
  /** What it is: "token", "link". */
  label: string;
  /** What to do with it. */
  children: ReactNode;
}

/** A secret that is shown once: whole, so that it can be selected where there is no clipboard. */
export function OneTimeSecret({ text, label, children }: OneTimeSecretProps) {
  return (
    <div className="grid gap-2.5">
      <div className="rounded-md border border-line-strong bg-sunken px-3 py-2">
        <CopyText
          text={text}
          label={label}
          className="flex w-full justify-between gap-2 [&_code]:whitespace-normal [&_code]:break-all"
        />
      </div>
      <div className="text-ink-2">{children}</div>
    </div>
  );
}
