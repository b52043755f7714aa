"use client";
import { type ComponentProps, type ReactNode, useState } from "react";
import type { StartText } from "#lib/client/start-from";
import { NewArtifact } from "./new-artifact";
import { ImportReport } from "./start-from-report";
import { PasteBox } from "./start-from-text";

interface StartFromProps extends Omit<ComponentProps<typeof NewArtifact>, "initialText"> {
  /** The other ways to start, beside the paste. */
  children: ReactNode;
}

/** One paste opens the editor with the whole document, and a list of what it does not hold. */
export function StartFrom({ children, ...editor }: StartFromProps) {
  const [pasted, setPasted] = useState("");
  const [started, setStarted] = useState<StartText | null>(null);
  const [reported, setReported] = useState(true);

  function start(text: string, read: StartText) {
    setPasted(text);
    setStarted(read);
    setReported(true);
  }
  if (!started)
    return (
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <PasteBox initialText={pasted} onRead={start} />
        <div className="grid min-w-0 gap-3.5">{children}</div>
      </div>
    );
  return (
    <div className="grid gap-3.5">
      {reported && (
        <ImportReport
          started={started}
          text={pasted}
          onChoose={(read) => start(pasted, read)}
          onBack={() => setStarted(null)}
          onDismiss={() => setReported(false)}
        />
      )}
      <NewArtifact key={started.choice} initialText={started.yaml} {...editor} />
    </div>
  );
}
