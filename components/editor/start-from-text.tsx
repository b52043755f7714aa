"use client";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import type { StartText } from "#lib/client/start-from";
import { readPasted } from "./read-pasted";

interface PasteBoxProps {
  /** What was pasted before, when somebody comes back to it. */
  initialText: string;
  onRead: (text: string, read: StartText) => void;
}

interface Failure {
  message: string;
  line: number | null;
}

/** Reads what is pasted or dropped at once, and what is typed when asked to; whatever happens, the text stays. */
export function PasteBox({ initialText, onRead }: PasteBoxProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, startTransition] = useTransition();
  const box = useRef<HTMLTextAreaElement>(null);
  // Focus is the browser's: a paste right after the page has come must land here.
  useEffect(() => box.current?.focus(), []);

  function read() {
    const text = box.current?.value ?? "";
    startTransition(async () => {
      const outcome = await readPasted(text);
      if (outcome.ok) return onRead(text, outcome);
      setFailure(outcome);
      if (outcome.line !== null) selectLine(box.current, outcome.line);
    });
  }
  async function takeFile(file: File) {
    const text = await file.text();
    if (box.current) box.current.value = text;
    read();
  }
  return (
    <Panel title="Paste what you have" note="It opens in the editor at once">
      <div className="grid gap-2.5">
        <textarea
          ref={box}
          aria-label="What to start from"
          aria-describedby={failure ? "start-from-failure" : "start-from-help"}
          aria-invalid={failure ? true : undefined}
          rows={14}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          defaultValue={initialText}
          placeholder={placeholder}
          onChange={({ nativeEvent }) => {
            setFailure(null);
            if ("inputType" in nativeEvent && wholeTexts.has(nativeEvent.inputType)) read();
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) read();
          }}
          onDrop={(event) => {
            const [file] = event.dataTransfer.files;
            if (!file) return;
            event.preventDefault();
            void takeFile(file);
          }}
          className="mono block w-full resize-y rounded-md border border-line-strong bg-surface px-3 py-2.5 leading-[1.62] text-[13px] placeholder:text-ink-3 aria-invalid:border-bad"
        />
        {failure && (
          <p id="start-from-failure" role="alert" className="text-sm text-bad">
            {failure.line === null ? "" : `Line ${failure.line}: `}
            {failure.message}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-2.5">
          <p id="start-from-help" className="mr-auto max-w-[60ch] text-sm text-ink-3">
            A docker run line, a compose file, a Kubernetes manifest, an artifact as YAML or JSON, or a .env
            file. It is read in this browser. A file can be dropped here too.
          </p>
          <Button busy={busy} onClick={read}>
            Open in the editor
          </Button>
        </div>
      </div>
    </Panel>
  );
}

const wholeTexts = new Set<unknown>(["insertFromPaste", "insertFromDrop"]);
const placeholder = "docker run -p 8080:8080 registry.example.com/web:1.4.2";

function selectLine(box: HTMLTextAreaElement | null, line: number): void {
  if (!box) return;
  const lines = box.value.split("\n");
  const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  box.focus();
  box.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
  box.scrollTop = (box.scrollHeight / lines.length) * Math.max(0, line - 4);
}
