import { useEffect, useEffectEvent } from "react";
import { type News, receiveNews } from "./live-link";

type LiveChange = News["changes"][number];

const sections: { path: RegExp; types: readonly LiveChange["objectType"][] }[] = [
  { path: /^\/(repositories|artifacts)$/, types: ["artifact", "repository"] },
  { path: /^\/workloads$/, types: ["workload"] },
  { path: /^\/admin\/(people|groups)/, types: ["person", "group"] },
  { path: /^\/admin\/organizations?$/, types: ["organization"] },
  {
    path: /^\/admin\/audit$/,
    types: ["artifact", "repository", "workload", "organization", "person", "group", "token"],
  },
  { path: /^\/account/, types: ["person", "token"] },
];

/** Pages on which something is being written are never read again behind the writer's back. */
const writing = /^\/artifacts\/(new|[^/]+\/edit)$|^\/workloads\/[^/]+\/(settings|replace)$/;

/**
 * Whether a change is to be seen on a page: its URL names the object or the repository it is in, it lists things of
 * that kind, or the counts in the side bar are others now.
 */
export function concernsPage(path: string, search: string, change: LiveChange): boolean {
  if (writing.test(path)) return false;
  const { verb, objectType, objectId, repositoryId } = change;
  const url = path + search;
  if (url.includes(objectId) || (repositoryId !== null && url.includes(repositoryId))) return true;
  if (sections.some((section) => section.path.test(path) && section.types.includes(objectType))) return true;
  return /^(artifact|repository|workload)\.(create|clone|delete|share)$/.test(verb);
}

/** Calls back when this object was changed, wherever and by whomever; `null` when it may have been. */
export function useLiveChanges(objectId: string, onChange: (change: LiveChange | null) => void): void {
  const receive = useEffectEvent(({ reset, changes }: News) => {
    const own = changes.filter((change) => change.objectId === objectId);
    if (reset) onChange(null);
    for (const change of own) onChange(change);
  });
  // News come from the server, outside React.
  useEffect(() => receiveNews(receive), []);
}
