"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { LogViewer } from "#components/logs/log-viewer";
import { Button } from "#components/ui/button";
import { Queries } from "#components/ui/queries";
import { downloadHref } from "#lib/client/build-log";
import { cn } from "#lib/client/class-names";
import type { LogLines } from "#lib/client/log-lines";
import type { LogSection } from "#lib/client/log-rows";
import { usePageActions } from "#lib/client/page-actions";
import { besideGood } from "#lib/client/queries/build-beside";
import type { BuildView } from "#lib/domain/builds";
import { toProblem } from "#lib/domain/errors";

interface BesideGoodProps {
  build: BuildView;
  good: { id: string; number: number };
  viewed: { log: LogLines; sections: readonly LogSection[]; folded: readonly number[]; live: boolean };
  onClose: () => void;
}

export function BesideGood(props: BesideGoodProps) {
  return (
    <Queries>
      <TwoLogs {...props} />
    </Queries>
  );
}

/** The step that failed, beside the same step of the last build that went well; where they part is marked in both. */
function TwoLogs({ build, good, viewed, onClose }: BesideGoodProps) {
  const { data, error } = useQuery(besideGood(build, good.id, viewed.log));
  const [note] = useState(
    `The same step of build ${good.number}, the last that gave an image. Times, sizes and ids are not compared.`,
  );
  const [keysOf, setKeysOf] = useState<"own" | "good">("own");
  const sideOf = (side: typeof keysOf) => ({ hasKeys: keysOf === side, onUse: () => setKeysOf(side) });
  usePageActions([
    { label: "Keys to the other log", keys: ["o"], run: () => setKeysOf(keysOf === "own" ? "good" : "own") },
  ]);
  const close = (
    <Button variant="plain" onClick={onClose}>
      Close build {good.number}
    </Button>
  );
  if (error)
    return (
      <p role="alert" className="text-bad">
        {toProblem(error).detail} {close}
      </p>
    );
  if (!data) return <p className="text-ink-3">Reading build {good.number}…</p>;
  const { own, other, goodLog, goodBuild, goodSections } = data;
  const mark = (line: number | null) =>
    line === null ? [] : [{ line, tone: "warn" as const, label: "differs from here" }];
  return (
    <div className="grid gap-2">
      <p className="text-sm text-ink-3">
        {note} {own === null && "They say the same."}
      </p>
      <div className="grid gap-3.5 lg:grid-cols-2">
        <Side {...sideOf("own")}>
          <LogViewer
            {...viewed}
            hasKeys={keysOf === "own"}
            marks={mark(own)}
            label={`Log of build ${build.number}`}
            start={own ?? build.firstErrorLine}
            firstError={build.firstErrorLine}
            downloadHref={downloadHref(build)}
            empty="Nothing was logged."
            actions={close}
          />
        </Side>
        <Side {...sideOf("good")}>
          <LogViewer
            hasKeys={keysOf === "good"}
            unaddressed
            label={`Log of build ${good.number}`}
            log={goodLog}
            sections={goodSections}
            folded={[]}
            live={false}
            marks={mark(other)}
            start={other ?? 1}
            firstError={null}
            downloadHref={downloadHref(goodBuild)}
            empty="Nothing was logged."
          />
        </Side>
      </div>
    </div>
  );
}

interface SideProps {
  hasKeys: boolean;
  onUse: () => void;
  children?: ReactNode;
}

/** One of two logs. The keys are those of the one that was used last, which is seen by its frame. */
function Side({ hasKeys, onUse, children }: SideProps) {
  return (
    <div
      onFocusCapture={onUse}
      onPointerDownCapture={onUse}
      className={cn("min-w-0 rounded-lg", hasKeys && "outline-2 outline-accent")}
    >
      {children}
    </div>
  );
}
