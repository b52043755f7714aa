import fc from "fast-check";
import type { LineageArtifact } from "#lib/domain/lineage-artifacts";

/** A draft of the given id and minute; give it what else it has. */
export function lineageDraft(
  id: string,
  minute: number,
  fields: Partial<LineageArtifact> = {},
): LineageArtifact {
  return {
    id,
    name: `name of ${id}`,
    status: "draft",
    version: null,
    parentId: null,
    parentUnseen: false,
    specDigest: null,
    createdAt: minuteOf(minute),
    lockedAt: null,
    lockReason: null,
    creatorName: "Ana Ruiz",
    ...fields,
  };
}

/** A version, locked in the given minute from what was made half a minute before. */
export function lineageVersion(
  version: number,
  minute: number,
  fields: Partial<LineageArtifact> = {},
): LineageArtifact {
  return lineageDraft(`v${version}`, minute - 0.5, {
    status: "locked",
    version,
    specDigest: `digest ${version}`,
    lockedAt: minuteOf(minute),
    ...fields,
  });
}

function minuteOf(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();
}

/** What happens to a repository, step by step. */
const event = fc.record({
  does: fc.constantFrom("draft", "lock", "remove"),
  /** Which of those there are. */
  which: fc.nat(),
  cloned: fc.boolean(),
  sameMinute: fc.boolean(),
});

/** The artifacts of a repository after random making, cloning, locking and deleting. */
export const arbitraryArtifacts = fc.array(event, { maxLength: 80 }).map((events) => {
  let minute = 0;
  let version = 0;
  let artifacts: LineageArtifact[] = [];
  for (const [index, { does, which, cloned, sameMinute }] of events.entries()) {
    if (!sameMinute) minute += 1;
    const drafts = artifacts.filter(({ status }) => status === "draft");
    const draft = drafts[which % drafts.length];
    if (does === "draft" || !draft) {
      const parentId = cloned ? (artifacts[which % artifacts.length]?.id ?? null) : null;
      artifacts.push(lineageDraft(`n${index}`, minute, { parentId }));
    } else if (does === "remove") artifacts = artifacts.filter((one) => one !== draft);
    else {
      version += 1;
      const locked = { ...draft, status: "locked" as const, version, specDigest: `digest ${which % 5}` };
      artifacts = artifacts.map((one) =>
        one === draft ? { ...locked, lockedAt: minuteOf(minute), parentUnseen: false } : one,
      );
    }
  }
  return artifacts;
});
