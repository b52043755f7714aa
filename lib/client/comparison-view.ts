import type { ArtifactSummary } from "#lib/domain/records";
import { versionLabel } from "./registry-view";

/** An artifact as a comparison shows it. */
export type ComparedArtifact = Pick<
  ArtifactSummary,
  "id" | "name" | "type" | "status" | "version" | "repositoryId" | "parentId" | "updatedAt"
>;

/** As many as one comparison takes. */
export const mostCompared = 12;

/** "v14" where all are versions of one repository; with the name where that alone would not tell them apart. */
export function labelArtifacts(
  artifacts: readonly Pick<ComparedArtifact, "name" | "version" | "repositoryId">[],
): string[] {
  const together = new Set(artifacts.map(({ repositoryId }) => repositoryId)).size === 1;
  const short = artifacts.map(versionLabel);
  const taken = new Set<string>();
  return artifacts.map((artifact, index) => {
    const version = short[index] ?? "";
    const alone = short.filter((one) => one === version).length === 1;
    const label = together && (artifact.version !== null || alone) ? version : `${artifact.name} ${version}`;
    let unique = label;
    for (let count = 2; taken.has(unique); count += 1) unique = `${label} (${count})`;
    taken.add(unique);
    return unique;
  });
}

/** The part of a URL after `#` that leads to a change. */
export function changeHash(address: string): string {
  return `#${address.split("/").map(encodeURIComponent).join("/")}`;
}

/** The change that a hash leads to; a hash is typed and cut off, so one that cannot be read leads nowhere. */
export function readChangeHash(hash: string): string | null {
  try {
    return decodeURIComponent(hash.slice(1)) || null;
  } catch {
    return null;
  }
}

/** What one most likely wants to compare, of a repository's artifacts newest first: the newest draft with the newest version, or that with the one before. */
export function suggestComparison(
  artifacts: readonly Pick<ComparedArtifact, "id" | "version">[],
): readonly string[] {
  const versions = artifacts
    .filter(({ version }) => version !== null)
    .toSorted((a, b) => (b.version ?? 0) - (a.version ?? 0));
  const drafts = artifacts.filter(({ version }) => version === null);
  return [...drafts.slice(0, 1), ...versions, ...drafts.slice(1)].slice(0, 2).map(({ id }) => id);
}
