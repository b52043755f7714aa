import { splitAddress } from "./change-address";
import type { Risk } from "./change-risk";
import type { Change } from "./comparison";
import { collectParts, type Part } from "./comparison-parts";
import { isJsonObject } from "./json-values";
import { containerShape, groupShape, itself } from "./spec-shape";

/**
 * What stands in one artifact at one row. `inside`: it differs there in part, or as a whole that another row shows.
 * The first cell is the base's and `same`, or `absent` where nothing is.
 */
export interface TableCell {
  state: "same" | "absent" | "added" | "removed" | "changed" | "inside";
  value?: unknown;
}

export interface TableRow {
  address: string;
  words: string;
  /** None where nothing differs, and in what belongs to a container that was added or removed as a whole. */
  risks: Risk[];
  cells: TableCell[];
}

export interface TableSection {
  address: string;
  /** The container's name as it is now, `group / container` where there are several groups, or what else it is. */
  title: string;
  /** Its name in the base, where that is another one. */
  was: string | null;
  rows: TableRow[];
}

interface Comparison {
  changes: readonly Change[];
}

/** A row before the cells without a change of their own are known. */
interface OpenRow {
  address: string;
  words: string;
  base: unknown;
  risks: Set<Risk>;
  cells: Map<number, TableCell>;
}

/**
 * Comparisons with one base side by side: a section per container, a row per address, a cell per artifact. With
 * `fields`, everything that is set in the base, also what nowhere differs.
 */
export function tabulate(comparisons: readonly Comparison[], fields: readonly Part[] = []): TableSection[] {
  const rows = new Map<string, OpenRow>();
  for (const { address, words, value } of fields) openRow(rows, address, words).base = value;
  comparisons.forEach(({ changes }, index) => {
    for (const change of changes) placeChange(rows, change, index);
  });
  const known = comparisons.map(({ changes }) => indexChanges(changes));
  return gatherSections([...rows.values()].map((row) => closeRow(row, known)));
}

function openRow(rows: Map<string, OpenRow>, address: string, words: string): OpenRow {
  const known = rows.get(address);
  if (known) return known;
  const row = { address, words, base: undefined, risks: new Set<Risk>(), cells: new Map() };
  rows.set(address, row);
  return row;
}

function placeChange(rows: Map<string, OpenRow>, change: Change, index: number): void {
  const { address, before, after } = change;
  const whole = wholeOf(change);
  const row = openRow(rows, address, whole?.words ?? change.words);
  row.risks.add(change.risk);
  row.base ??= whole ? whole.brief(before) : before;
  const state = isNothing(before) ? "added" : isNothing(after) ? "removed" : "changed";
  row.cells.set(index, isNothing(after) ? { state } : { state, value: whole ? whole.brief(after) : after });
  for (const part of whole?.parts(before ?? after) ?? []) {
    const detail = openRow(rows, part.address, part.words);
    if (isNothing(after)) detail.base ??= part.value;
    detail.cells.set(index, isNothing(after) ? { state } : { state, value: part.value });
  }
}

/** A container or group that came or went is shown in brief, then piece by piece. */
function wholeOf({ address, risk, before, after }: Change) {
  if (risk !== "container" || (!isNothing(before) && !isNothing(after))) return null;
  const isGroup = splitAddress(address).length === 1;
  const shape = isGroup ? groupShape : containerShape;
  return {
    words: isGroup ? "group" : "container",
    brief: isGroup ? briefGroup : briefContainer,
    parts: (value: unknown) => collectParts(shape, value, { address, words: "" }),
  };
}

function briefContainer(container: unknown): unknown {
  if (!isJsonObject(container)) return undefined;
  return container.imageUri ?? "built from source";
}

function briefGroup(group: unknown): unknown {
  if (!isJsonObject(group) || !Array.isArray(group.containers)) return undefined;
  return group.containers.length === 1 ? "1 container" : `${group.containers.length} containers`;
}

interface KnownChanges {
  byAddress: Map<string, Change>;
  /** Every address above a change. */
  above: Set<string>;
}

function indexChanges(changes: readonly Change[]): KnownChanges {
  const above = new Set<string>();
  for (const { address } of changes) for (const outer of addressesAbove(address)) above.add(outer);
  return { byAddress: new Map(changes.map((change) => [change.address, change])), above };
}

function addressesAbove(address: string): string[] {
  const outer: string[] = [];
  for (let at = address.indexOf("/"); at !== -1; at = address.indexOf("/", at + 1))
    outer.push(address.slice(0, at));
  return outer;
}

function closeRow({ address, words, base, risks, cells }: OpenRow, known: readonly KnownChanges[]): TableRow {
  const baseCell: TableCell = isNothing(base) ? { state: "absent" } : { state: "same", value: base };
  const others = known.map(({ byAddress, above }, index): TableCell => {
    const own = cells.get(index);
    if (own) return own;
    const outer = addressesAbove(address).find((one) => byAddress.has(one));
    if (outer !== undefined) return { state: isNothing(byAddress.get(outer)?.after) ? "removed" : "inside" };
    return above.has(address) ? { state: "inside" } : baseCell;
  });
  return { address, words, risks: [...risks], cells: [baseCell, ...others] };
}

const fieldOrder = new Map(
  containerShape.kind === "object" ? containerShape.fields.map(({ at }, index) => [at[0], index]) : [],
);

function gatherSections(rows: readonly TableRow[]): TableSection[] {
  const gathered = new Map<string, TableRow[]>();
  for (const row of rows) {
    const section = sectionOf(row.address);
    const own = gathered.get(section);
    if (own) own.push(row);
    else gathered.set(section, [row]);
  }
  const groups = new Set([...gathered.keys()].map((address) => splitAddress(address)[0]));
  groups.delete(itself);
  return [...gathered]
    .filter(([address, own]) => address.includes("/") || groups.size > 1 || isWorthSaying(address, own))
    .map(([address, own]) => ({
      address,
      ...nameSection(address, own, groups.size > 1),
      rows: own.toSorted((a, b) => placeOf(a) - placeOf(b)),
    }))
    .sort((a, b) => Number(b.address === itself) - Number(a.address === itself));
}

/** The only group's name is, like the group itself, of no interest while it stays. */
function isWorthSaying(address: string, rows: readonly TableRow[]): boolean {
  return address === itself || rows.some(({ risks }) => risks.length > 0);
}

/** `_` for the artifact's own, `group` for a group's, `group/container`. */
function sectionOf(address: string): string {
  const [group = "", container] = address.split("/");
  return group === itself || container === undefined || container === itself
    ? group
    : `${group}/${container}`;
}

/** Fields in the order of the specification; the container itself and what stands as a whole first. */
function placeOf({ address }: TableRow): number {
  const [group, container, field, ...inner] = splitAddress(address);
  if (group === itself || field === undefined || container === itself) return -1;
  return (fieldOrder.get(field) ?? fieldOrder.size) + (inner.length === 0 ? 0 : 0.5);
}

function nameSection(address: string, rows: readonly TableRow[], withGroup: boolean) {
  if (address === itself) return { title: "Artifact", was: null };
  const [group = "", name] = splitAddress(address);
  const own = `${address}/${name === undefined ? `${itself}/` : ""}name`;
  const renamed = rows.find((row) => row.address === own && row.risks.length > 0);
  const names = new Set(renamed?.cells.slice(1).map(({ value }) => value));
  const [now] = names;
  const title = names.size === 1 && typeof now === "string" ? now : (name ?? group);
  const was = title === (name ?? group) ? null : (name ?? group);
  if (name === undefined) return { title: `Group ${title}`, was };
  return { title: withGroup ? `${group} / ${title}` : title, was };
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
