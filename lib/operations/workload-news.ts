import { createHash } from "node:crypto";
import { z } from "zod";
import { watchWorkload } from "#lib/store/change-feed";
import { listWorkloadMarks } from "#lib/store/workload-news";
import { signedIn } from "./access";
import { defineOperation } from "./operation";

/** At most as many workloads as a page shows. */
export const followedIds = z.array(z.string().max(64)).max(100);

/** A text that is another whenever something of these workloads is: what a page is told to be read again by. */
export const getWorkloadsMark = defineOperation({
  name: "workloads.getMark",
  kind: "read",
  input: z.object({ ids: followedIds }),
  output: z.object({ mark: z.string() }),
  access: signedIn,
  run: async (_context, { ids }, { actor }) => {
    const marks = await listWorkloadMarks(actor, ids);
    return { mark: createHash("sha256").update(marks.join("\n")).digest("base64url").slice(0, 16) };
  },
});

/** Calls `wake` with each commit that changes one of them. Returns how to stop. */
export function watchWorkloadsOf(ids: readonly string[], wake: () => void): () => void {
  const stops = ids.map((id) => watchWorkload(id, wake));
  return () => {
    for (const stop of stops) stop();
  };
}
