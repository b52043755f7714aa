import type { OfferedAction } from "./page-actions";
import type { PaletteHit } from "./queries/search";
import { artifactHref, repositoryHref, versionLabel, workloadHref } from "./registry-view";

/** The actions whose words begin with the words typed, in the order they were offered; with nothing typed all. */
export function matchActions(actions: readonly OfferedAction[], text: string): OfferedAction[] {
  const typed = wordsOf(text);
  return actions.filter(({ label, href, run }) => {
    if ((href ?? run) === undefined) return false;
    const words = wordsOf(label);
    return typed.every((one) => words.some((word) => word.startsWith(one)));
  });
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

const hrefs: Record<PaletteHit["kind"], (hit: PaletteHit) => string> = {
  artifact: ({ id }) => artifactHref(id),
  repository: ({ id }) => repositoryHref(id),
  workload: ({ id }) => workloadHref(id),
  group: ({ id }) => `/admin/groups/${id}`,
  person: ({ detail }) => `/admin/people?search=${encodeURIComponent(detail)}`,
};

export function hitHref(hit: PaletteHit): string {
  return hrefs[hit.kind](hit);
}

/** What stands at the end of the line: "v14", "draft", "repository". */
export function hitLabel(hit: PaletteHit): string {
  return hit.kind === "artifact" ? versionLabel(hit) : hit.kind;
}

/** What stands beside the name: why it was found, or what tells it from others. */
export function hitDetail({ kind, tag, repositoryName, name, detail }: PaletteHit): string {
  const where =
    kind === "artifact" && repositoryName !== null && repositoryName !== name ? `in ${repositoryName}` : "";
  return [tag, where, detail].filter((part) => part !== null && part !== "").join(" · ");
}
