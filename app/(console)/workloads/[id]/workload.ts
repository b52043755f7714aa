import { cache } from "react";
import { getWorkloadsMark } from "#lib/operations/workload-news";
import { getWorkload } from "#lib/operations/workloads";
import { load } from "#lib/web/page";

/** What the page is followed from. Read before all else, so that nothing that comes between is missed. */
export const loadMark = cache((id: string) => load(getWorkloadsMark, { ids: [id] }));

/** The workload of this URL: read once for layout, title and page. */
export const loadWorkload = cache(async (id: string) => {
  await loadMark(id);
  return load(getWorkload, { id, withRequests: false });
});
