"use client";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { BuildActions, type BuildActionsProps } from "#components/builds/build-actions";
import { BuildDuration } from "#components/builds/build-duration";
import { BuildOutcome } from "#components/builds/build-facts";
import { BuildPhases } from "#components/builds/build-phases";
import { BuildStatus } from "#components/builds/build-status";
import { SourceVersion } from "#components/builds/source-version";
import { LogViewer } from "#components/logs/log-viewer";
import { Button } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { RelativeTime } from "#components/ui/relative-time";
import { buildLogSource, downloadHref, foldedSteps, startLine, stepSections } from "#lib/client/build-log";
import { LogLines } from "#lib/client/log-lines";
import { useLiveBuild } from "#lib/client/use-live-build";
import type { LogChunk } from "#lib/domain/build-log";
import { hasEnded } from "#lib/domain/build-progress";

interface BuildScreenProps extends BuildActionsProps {
  /** The lines the log opens at. */
  chunks: readonly LogChunk[];
}

const BesideGood = dynamic(() => import("./beside-good").then(({ BesideGood: shown }) => shown));

/** One build, as it is from moment to moment. */
export function BuildScreen({ build: initial, chunks, ...actions }: BuildScreenProps) {
  const [log] = useState(() => {
    const lines = new LogLines(buildLogSource(initial), initial.logLines);
    for (const { firstLine, lines: texts } of chunks) lines.put(firstLine, texts);
    return lines;
  });
  const [beside, setBeside] = useState(false);
  const build = useLiveBuild(initial, log);
  const { number, creator, createdAt, lastGood, firstErrorLine, status } = build;
  // Every line is looked at again when these are others, and a build that runs is told ten times a second.
  const { steps, failedStep } = build;
  const sections = useMemo(() => stepSections({ steps }), [steps]);
  const folded = useMemo(() => foldedSteps({ status, steps, failedStep }), [status, steps, failedStep]);
  const marks = useMemo(
    () =>
      status === "FAILED" && firstErrorLine !== null
        ? [{ line: firstErrorLine, tone: "bad" as const, label: "first error" }]
        : [],
    [status, firstErrorLine],
  );
  const viewed = { log, sections, folded, marks, live: !hasEnded(status) };
  return (
    <>
      <PageHeader
        title={`Build ${number}`}
        meta={
          <>
            <BuildStatus build={build} />
            <span title={creator?.email}>{creator?.name}</span>
            <span>
              source <SourceVersion build={build} />
            </span>
            <RelativeTime date={createdAt} />
            <BuildDuration build={build} />
          </>
        }
        actions={<BuildActions build={build} {...actions} />}
      />
      <div className="mb-3.5 grid gap-1.5">
        <BuildPhases build={build} />
        <BuildOutcome build={build} />
      </div>
      {beside && lastGood ? (
        <BesideGood build={build} good={lastGood} viewed={viewed} onClose={() => setBeside(false)} />
      ) : (
        <LogViewer
          {...viewed}
          label={`Log of build ${number}`}
          start={startLine(initial)}
          firstError={firstErrorLine}
          downloadHref={downloadHref(build)}
          empty={hasEnded(status) ? "Nothing was logged." : "Nothing is logged yet."}
          actions={
            lastGood &&
            status === "FAILED" && (
              <Button variant="plain" onClick={() => setBeside(true)}>
                Beside last good (build {lastGood.number})
              </Button>
            )
          }
        />
      )}
    </>
  );
}
