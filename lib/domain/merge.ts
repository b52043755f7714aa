import { applyChanges, readAfter } from "./apply-comparison";
import { type Change, compareWithOrders, type Orders } from "./comparison";
import { sameJson } from "./json-values";
import type { ArtifactContent } from "./spec-shape";

export type Side = "mine" | "theirs";

/** Where both sides changed the same, or what one removed; one of them has to be chosen. Real values, not masked. */
export interface Conflict {
  address: string;
  words: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
  /** What choosing a side does. */
  changes: Record<Side, Change[]>;
}

export interface Merge {
  /** Everything automatic, and mine where there is a conflict. */
  merged: ArtifactContent;
  /** What is taken over without a question, and from whom. */
  automatic: (Change & { side: Side | "both" })[];
  conflicts: Conflict[];
}

/** Which side to take at the address of each conflict. */
export type MergeChoices = Readonly<Record<string, Side>>;

/** Both sides' changes of `base` in one artifact, and what cannot be decided without asking. */
export function mergeContents(base: ArtifactContent, mine: ArtifactContent, theirs: ArtifactContent): Merge {
  const { automatic, conflicts, orders } = planMerge(base, mine, theirs);
  const merged = applyChanges(base, chooseChanges(automatic, conflicts, {}), orders);
  return { merged, automatic, conflicts };
}

/** The merged artifact with the conflicts decided; mine where nothing was chosen. */
export function resolveMerge(
  base: ArtifactContent,
  mine: ArtifactContent,
  theirs: ArtifactContent,
  choices: MergeChoices,
): ArtifactContent {
  const { automatic, conflicts, orders } = planMerge(base, mine, theirs);
  return applyChanges(base, chooseChanges(automatic, conflicts, choices), orders);
}

function chooseChanges(
  automatic: readonly Change[],
  conflicts: readonly Conflict[],
  choices: MergeChoices,
): Change[] {
  const chosen = conflicts.flatMap(({ address, changes }) => {
    const side = Object.hasOwn(choices, address) ? choices[address] : undefined;
    return changes[side ?? "mine"];
  });
  return [...automatic, ...chosen];
}

interface Plan extends Omit<Merge, "merged"> {
  orders: Map<string, string[]>;
}

function planMerge(base: ArtifactContent, mine: ArtifactContent, theirs: ArtifactContent): Plan {
  const [own, other] = [compareWithOrders(base, mine), compareWithOrders(base, theirs)];
  const plan: Plan = { automatic: [], conflicts: [], orders: mergeOrders(own.orders, other.orders) };
  for (const [address, { mine: mineHere, theirs: theirsHere }] of meet(own.changes, other.changes)) {
    const [one, two] = [mineHere[0], theirsHere[0]];
    if (!one || !two) {
      const side: Side = one ? "mine" : "theirs";
      plan.automatic.push(...[...mineHere, ...theirsHere].map((change) => ({ ...change, side })));
    } else if (isSameChange(one, two)) {
      plan.automatic.push({ ...one, side: "both" });
    } else {
      plan.conflicts.push({
        address,
        words: (one.address === address ? one : two).words,
        base: readAfter(base, [], address),
        mine: readAfter(base, mineHere, address),
        theirs: readAfter(base, theirsHere, address),
        changes: { mine: mineHere, theirs: theirsHere },
      });
    }
  }
  return plan;
}

function isSameChange(one: Change, two: Change): boolean {
  return one.address === two.address && sameJson(one.after, two.after);
}

/** The changes of both sides by what they have to do with each other: at one address, within it, or for one new name. */
function meet(mine: readonly Change[], theirs: readonly Change[]): Map<string, Record<Side, Change[]>> {
  const addresses = new Set([...mine, ...theirs].map(({ address }) => address));
  const joined = joinClaims(mine, theirs, addresses);
  const groups = new Map<string, Record<Side, Change[]>>();
  const add = (side: Side) => (change: Change) => {
    const outer = outermost(change.address, addresses);
    const address = joined.get(outer) ?? outer;
    const group = groups.get(address) ?? { mine: [], theirs: [] };
    group[side].push(change);
    groups.set(address, group);
  };
  mine.forEach(add("mine"));
  theirs.forEach(add("theirs"));
  return groups;
}

/** Two groups or containers of one name would be one too many: what one side renames goes with what takes its new name. */
function joinClaims(
  mine: readonly Change[],
  theirs: readonly Change[],
  addresses: ReadonlySet<string>,
): Map<string, string> {
  const claims = new Map(mine.map((change) => [claimedName(change), change]));
  const joined = new Map<string, string>();
  for (const change of theirs) {
    const claim = claimedName(change);
    const rival = claim === null ? undefined : claims.get(claim);
    if (!rival || rival.address === change.address) continue;
    // Two renames meet at the same one of the two, whoever's it is.
    const first = change.kind !== "renamed" || (rival.kind === "renamed" && rival.address < change.address);
    const [kept, other] = first ? [rival, change] : [change, rival];
    const [target, source] = [outermost(kept.address, addresses), outermost(other.address, addresses)];
    joined.set(source, joined.get(target) ?? target);
  }
  return joined;
}

/** The first address, from outside, at which something changed. */
function outermost(address: string, addresses: ReadonlySet<string>): string {
  for (let at = address.indexOf("/"); at !== -1; at = address.indexOf("/", at + 1)) {
    const outer = address.slice(0, at);
    if (addresses.has(outer)) return outer;
  }
  return address;
}

/** The new name that a change gives to a group or container, with the list it is in. */
function claimedName({ address, kind, risk, after }: Change): string | null {
  if (kind === "renamed") {
    const owner = address.replace(/(\/_)?\/name$/, "");
    return `${owner.slice(0, owner.lastIndexOf("/") + 1)}${String(after)}`;
  }
  return kind === "added" && risk === "container" ? address : null;
}

/** Of every list that both have: the order of whoever changed it, mine if both did; what the other added goes where it was. */
function mergeOrders(mine: Orders, theirs: Orders): Map<string, string[]> {
  const merged = new Map<string, string[]>();
  for (const [address, own] of mine) {
    const other = theirs.get(address);
    if (!other) merged.set(address, own.after);
    else if (!isReordered(own) && isReordered(other)) merged.set(address, joinKeys(other.after, own.after));
    else merged.set(address, joinKeys(own.after, other.after));
  }
  for (const [address, other] of theirs) if (!mine.has(address)) merged.set(address, other.after);
  return merged;
}

function isReordered({ before, after }: { before: string[]; after: string[] }): boolean {
  const [old, next] = [new Set(before), new Set(after)];
  const [kept, now] = [before.filter((key) => next.has(key)), after.filter((key) => old.has(key))];
  return kept.some((key, index) => key !== now[index]);
}

/** All of `lead`, and what only `other` has behind what stands before it there. */
function joinKeys(lead: readonly string[], other: readonly string[]): string[] {
  const known = new Set(lead);
  const behind = new Map<string | null, string[]>();
  let anchor: string | null = null;
  for (const key of other) {
    if (known.has(key)) anchor = key;
    else behind.set(anchor, [...(behind.get(anchor) ?? []), key]);
  }
  return [...(behind.get(null) ?? []), ...lead.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
}
