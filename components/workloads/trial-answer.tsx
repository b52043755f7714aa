"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Status, type StatusKind } from "#components/ui/status";
import { copyToClipboard } from "#lib/client/clipboard";
import { layJson } from "#lib/client/json-lines";
import { sizeWords } from "#lib/client/size-words";
import type { TrialAnswer } from "#lib/domain/trials";

/** What a workload answered. Nothing of it is ever more than text: it comes from whoever made the image. */
export function TrialAnswerView({ answer }: { answer: TrialAnswer }) {
  const { status, reason, headers, firstByteMs, totalMs, bytes, cut } = answer;
  const type = headers.find(({ name }) => name.toLowerCase() === "content-type")?.value;
  return (
    <section aria-label="Answer" className="mt-3.5 grid gap-3.5 border-t border-line pt-3.5">
      <p role="status" className="flex flex-wrap items-baseline gap-x-3.5 gap-y-1">
        <Status kind={kindOf(status)} className="font-medium">
          {status} {reason}
        </Status>
        <span className="tabular-nums text-ink-2" title={`First byte after ${millisecondWords(firstByteMs)}`}>
          in {millisecondWords(totalMs)}
        </span>
        <span className="tabular-nums text-ink-2">{sizeWords(bytes)}</span>
        {type && <code className="text-ink-2 [overflow-wrap:anywhere]">{type}</code>}
        {cut && <Status kind="warn">{cutWords[cut]}</Status>}
      </p>
      <details>
        <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">
          {headers.length === 1 ? "1 header" : `${headers.length} headers`}
        </summary>
        <dl className="mt-1.5 grid gap-x-4 gap-y-0.5 md:grid-cols-[fit-content(40%)_minmax(0,1fr)]">
          {Array.from(headers.entries(), ([at, { name, value }]) => (
            <div key={at} className="contents">
              <dt>
                <code className="text-ink-3">{name}</code>
              </dt>
              <dd>
                <code className="[overflow-wrap:anywhere]">{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
      <AnswerBody answer={answer} type={type} />
    </section>
  );
}

const cutWords: Record<NonNullable<TrialAnswer["cut"]>, string> = {
  size: "longer than what is shown",
  time: "went on for more than a minute",
  broken: "the connection ended before the answer did",
};

function kindOf(status: number): StatusKind {
  if (status >= 500) return "bad";
  return status >= 400 ? "warn" : "ok";
}

const millisecondWords = (value: number) =>
  value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;

interface AnswerBodyProps {
  answer: TrialAnswer;
  type: string | undefined;
}

/** It scrolls by the keyboard, and nothing in it takes the focus. */
const focusable = { tabIndex: 0 };

function AnswerBody({ answer: { text, bytes }, type }: AnswerBodyProps) {
  const [asSent, setAsSent] = useState(false);
  if (bytes === 0) return <p className="text-ink-3">The answer has no body.</p>;
  if (text === null)
    return (
      <p className="text-ink-2">
        The body is binary{type && ` (${type})`}, {sizeWords(bytes)}, and not shown. Open the endpoint, or
        copy the request as curl, to have it as a file.
      </p>
    );
  const formatted = layJson(text);
  const shown = asSent || formatted === null ? text : formatted;
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm text-ink-3">Body</h3>
        {formatted !== null && (
          <Button
            variant="plain"
            aria-pressed={!asSent}
            onClick={() => setAsSent(!asSent)}
            className="aria-pressed:bg-accent-soft aria-pressed:text-ink"
          >
            Formatted
          </Button>
        )}
        <Button variant="plain" onClick={() => copyToClipboard(text, "body")} className="ml-auto">
          Copy
        </Button>
      </div>
      <section
        aria-label="Body of the answer"
        {...focusable}
        className="max-h-[28rem] overflow-auto rounded-md border border-line bg-sunken px-3 py-2"
      >
        <pre className="mono leading-[1.62]">{shown}</pre>
      </section>
    </div>
  );
}
