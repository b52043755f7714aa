import { z } from "zod";
import type { FollowedLine } from "#lib/client/followed-log";
import { getJson } from "#lib/client/rest";

export const followedLines = z.object({
  lines: z.array(
    z.object({
      number: z.string(),
      time: z.string(),
      level: z.string(),
      message: z.string(),
      replicaId: z.string(),
      container: z.string(),
    }),
  ),
});

/** The lines before one that pass a filter, the oldest first. */
export async function readLinesBefore(
  workloadId: string,
  filter: Record<string, string>,
  before: string,
): Promise<FollowedLine[]> {
  const { lines } = await getJson({
    path: `/workloads/${encodeURIComponent(workloadId)}/logs/lines`,
    query: { ...filter, before, limit: 1_000 },
    answer: followedLines,
  });
  return lines;
}
