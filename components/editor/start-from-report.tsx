"use client";
import { X } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Status } from "#components/ui/status";
import type { StartText } from "#lib/client/start-from";
import type { LostItem } from "#lib/domain/imports/ledger";
import { readPasted } from "./read-pasted";

interface ImportReportProps {
  started: StartText;
  /** What was pasted. */
  text: string;
  /** Another workload of the same text. */
  onChoose: (read: StartText) => void;
  onBack: () => void;
  onDismiss: () => void;
}

/** Everything of the pasted text that the document does not hold, until somebody puts it away. */
export function ImportReport({ started, text, onChoose, onBack, onDismiss }: ImportReportProps) {
  const { lost, notes, carried, choices } = started;
  if (carried === 0) return null;
  return (
    <Panel
      title={lost.length === 0 ? "All of it was carried over" : "What could not be carried over"}
      note={lost.length > 0 && `${lost.length} of ${lost.length + carried} values`}
      padded={false}
      actions={
        <>
          <Button variant="plain" onClick={onBack}>
            Back to the text
          </Button>
          <Button variant="plain" shape="icon" aria-label="Dismiss" onClick={onDismiss}>
            <X aria-hidden />
          </Button>
        </>
      }
    >
      {choices.length > 1 && <WorkloadChoice started={started} text={text} onChoose={onChoose} />}
      {notes.length > 0 && (
        <ul aria-label="To look at" className="border-b border-line px-3.5 py-2 last:border-b-0">
          {notes.map((note) => (
            <li key={note} className="py-0.5">
              {note}.
            </li>
          ))}
        </ul>
      )}
      <LostList lost={lost} />
    </Panel>
  );
}

const shownAtFirst = 6;

/** First what somebody must fill in; the rest in the order of the text. */
function LostList({ lost: unsorted }: { lost: LostItem[] }) {
  const lost = unsorted.toSorted((a, b) => Number(b.open) - Number(a.open));
  const [all, setAll] = useState(lost.length <= shownAtFirst + 1);
  return (
    <>
      <ul aria-label="Not carried over">
        {(all ? lost : lost.slice(0, shownAtFirst)).map((item) => (
          <LostLine key={`${item.line} ${item.where} ${item.what}`} item={item} />
        ))}
      </ul>
      {!all && (
        <p className="border-t border-line px-1.5 py-1">
          <Button variant="plain" onClick={() => setAll(true)}>
            Show all {lost.length}
          </Button>
        </p>
      )}
    </>
  );
}

function LostLine({ item: { where, line, what, why, open } }: { item: LostItem }) {
  return (
    <li className="grid gap-x-3.5 border-t border-line px-3.5 py-1.5 first:border-t-0 md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
      <span className="min-w-0">
        <code className="break-words">{where}</code>{" "}
        {line !== null && <span className="text-sm text-ink-3">line {line}</span>}
        {!where.includes(what) && <code className="block break-words text-sm text-ink-2">{what}</code>}
      </span>
      <span className="min-w-0 text-ink-2">
        {open && <Status kind="warn">to fill in</Status>} {why}
      </span>
    </li>
  );
}

function WorkloadChoice({
  started,
  text,
  onChoose,
}: Pick<ImportReportProps, "started" | "text" | "onChoose">) {
  const [busy, startTransition] = useTransition();
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-1.5">
      <span>Each workload is an artifact of its own. This is</span>
      {started.choices.map((title, index) => (
        <Button
          key={title}
          aria-pressed={index === started.choice}
          busy={busy}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
          onClick={() =>
            startTransition(async () => {
              const read = await readPasted(text, index);
              if (read.ok) onChoose(read);
            })
          }
        >
          {title}
        </Button>
      ))}
    </div>
  );
}
