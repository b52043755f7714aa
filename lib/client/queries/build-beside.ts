import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { buildLogSource, stepLines, stepSections } from "#lib/client/build-log";
import { LogLines } from "#lib/client/log-lines";
import { getJson } from "#lib/client/rest";
import { mostLines } from "#lib/domain/build-log";
import { type BuildView, buildStep } from "#lib/domain/builds";
import { findDivergence } from "#lib/domain/log-divergence";

const answer = z.object({
  id: z.string(),
  artifactId: z.string(),
  logLines: z.int(),
  steps: z.array(buildStep),
});

/** The step that failed, compared with the same step of a good build; only the beginning of a very long one. */
export function besideGood(build: BuildView, goodId: string, log: LogLines) {
  return queryOptions({
    queryKey: ["builds", "beside", build.id, goodId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const path = `/artifacts/${build.artifactId}/builds/${goodId}`;
      const goodBuild = await getJson({ path, answer, signal });
      const goodLog = new LogLines(buildLogSource(goodBuild), goodBuild.logLines);
      const places = await compareStep(build, log, goodBuild, goodLog);
      return { ...places, goodBuild, goodLog, goodSections: stepSections(goodBuild) };
    },
  });
}

type Compared = Pick<BuildView, "steps" | "logLines">;

async function compareStep(
  build: BuildView,
  log: LogLines,
  good: Compared,
  goodLog: LogLines,
): Promise<{ own: number | null; other: number | null }> {
  const failed = build.steps.find(({ number }) => number === build.failedStep);
  const twin =
    failed &&
    (good.steps.find(({ instruction }) => instruction === failed.instruction) ??
      good.steps.find(({ number }) => number === failed.number));
  const own = failed && stepLines(build, failed.number);
  const other = twin && stepLines(good, twin.number);
  if (!own || !other) return { own: null, other: null };
  const read = (from: LogLines, { from: first, to }: { from: number; to: number }) =>
    from.read(first, Math.min(to, first + mostLines - 1));
  const parted = findDivergence(await read(log, own), await read(goodLog, other));
  return parted
    ? { own: own.from + parted.own, other: other.from + parted.other }
    : { own: null, other: other.from };
}
