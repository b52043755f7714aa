import { z } from "zod";
import { logChunk, logMatch, logMatches } from "#lib/domain/build-log";
import type { BuildRecord, BuildView } from "#lib/domain/builds";
import { durationWords } from "./build-words";
import type { LogSource } from "./log-lines";
import type { LogSection } from "./log-rows";
import { getJson } from "./rest";

type BuildId = Pick<BuildRecord, "id" | "artifactId">;

const pathOf = ({ id, artifactId }: BuildId) => `/artifacts/${artifactId}/builds/${id}/logs`;
const windowAnswer = z.object({ chunks: z.array(logChunk) });
const matchAnswer = z.object({ match: logMatch.nullable() });

/** The log of a build, read by REST. */
export function buildLogSource(build: BuildId): LogSource {
  const path = pathOf(build);
  return {
    read: async (window) =>
      (await getJson({ path: `${path}/lines`, query: window, answer: windowAnswer })).chunks,
    findNext: async (text, from) =>
      (await getJson({ path: `${path}/next-match`, query: { text, from }, answer: matchAnswer })).match,
    search: (text) => getJson({ path: `${path}/matches`, query: { text }, answer: logMatches }),
  };
}

export function downloadHref(build: BuildId): string {
  return `/api/v2${pathOf(build)}?format=text`;
}

/** The steps of a build as parts of its log. */
export function stepSections({ steps }: Pick<BuildView, "steps">): LogSection[] {
  return steps.map(({ number, instruction, firstLine, cached, startedAt, endedAt }) => ({
    firstLine,
    title: `Step ${number}: ${instruction}`,
    note: cached ? "using cache" : undefined,
    time: endedAt ? durationWords(endedAt.getTime() - startedAt.getTime()) : undefined,
  }));
}

/** What is folded at first: of a build that failed, the steps that did not. */
export function foldedSteps({
  status,
  steps,
  failedStep,
}: Pick<BuildView, "status" | "steps" | "failedStep">): number[] {
  if (status !== "FAILED" || failedStep === null) return [];
  return steps.filter(({ number }) => number !== failedStep).map(({ firstLine }) => firstLine);
}

/** Where a build's log is opened: at the error, at the beginning, or (null) at its end while it grows. */
export function startLine({ status, firstErrorLine, finishedAt }: BuildView): number | null {
  if (status === "FAILED" && firstErrorLine !== null) return firstErrorLine;
  return finishedAt === null ? null : 1;
}

/** The lines of a step, from its own on. */
export function stepLines(
  { steps, logLines }: Pick<BuildView, "steps" | "logLines">,
  number: number,
): { from: number; to: number } | null {
  const index = steps.findIndex((step) => step.number === number);
  const step = steps[index];
  if (!step) return null;
  return { from: step.firstLine, to: (steps[index + 1]?.firstLine ?? logLines + 1) - 1 };
}
