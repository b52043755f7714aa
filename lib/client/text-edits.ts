import { valueAt } from "#lib/domain/json-values";
import { writeOutAliases } from "./alias-splices";
import { type DocumentEdit, editValue, hasPath, isJsonList, isJsonMap, isSameValue } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { findRunSplices, findSplices, type ReadText } from "./edit-splices";
import { findEdits } from "./find-edits";
import { findFlowStyle } from "./flow-splices";
import { outlineJson } from "./json-outline";
import { findJsonError } from "./json-syntax";
import { type DocumentMode, readDocument, writeDocument } from "./spec-document";
import { applySplices, type Splice } from "./text-outline";
import { findStyle } from "./yaml-printing";
import { reprintYaml } from "./yaml-reprint";

/**
 * The text after the edits; null when it cannot be read. Comments, order and formatting stay wherever nothing was
 * edited. Whatever comes out has been read again and means exactly what the edits mean.
 */
export function editText(text: string, mode: DocumentMode, edits: readonly DocumentEdit[]): string | null {
  const read = readText(text, mode);
  if (!read) return null;
  let now = read;
  let rest = refine(now.value, edits);
  for (let round = 0; rest.length > 0; round += 1) {
    if (round === maxRounds) return reprint(now, mode, rest).read.text;
    const together = takeRun(now, rest) ?? takeTogether(now, rest);
    const alone = together.edits.length > 1 ? takeTogether(now, rest.slice(0, 1)) : together;
    const next =
      apply(now, mode, together) ?? apply(now, mode, alone) ?? reprint(now, mode, rest.slice(0, 1));
    now = next.read;
    rest = rest.slice(next.made);
  }
  return now.text;
}

/** What was edited in one view, made in the text of the other. */
export function carryOver(text: string, mode: DocumentMode, before: unknown, after: unknown): string | null {
  return editText(text, mode, findEdits(before, after));
}

/** Each round reads the text again. What needs more of them is another document, and printed anew. */
const maxRounds = 30;

interface Batch {
  edits: readonly DocumentEdit[];
  splices: readonly Splice[];
}

interface Made {
  read: ReadText;
  /** How many of the edits. */
  made: number;
}

/** What goes into one list, each behind the one before: a pasted `.env` is hundreds of them, and one splice. */
function takeRun(read: ReadText, edits: readonly DocumentEdit[]): Batch | null {
  const [first] = edits;
  if (first?.kind !== "insert") return null;
  const values: unknown[] = [];
  for (const edit of edits) {
    if (edit.kind !== "insert" || edit.index !== first.index + values.length) break;
    if (!isSameValue(edit.path, first.path)) break;
    values.push(edit.value);
  }
  if (values.length < 2 || writeOutAliases(read, first)?.length !== 0) return null;
  const splices = findRunSplices(read, first.path, first.index, values);
  return splices && { edits: edits.slice(0, values.length), splices };
}

/** As many edits as can be made in the text as it stands, without one moving what another is about. */
function takeTogether(read: ReadText, edits: readonly DocumentEdit[]): Batch {
  const taken: DocumentEdit[] = [];
  const splices: Splice[] = [];
  for (const edit of edits) {
    if (taken.some((earlier) => isInTheWay(read.value, earlier, edit))) break;
    const written = writeOutAliases(read, edit);
    if (written === null || (written.length > 0 && taken.length > 0)) break;
    if (written.length > 0) return { edits: [], splices: written };
    const found = findSplices(read, edit);
    if (!found || found.some((one) => splices.some((other) => overlaps(one, other)))) break;
    taken.push(edit);
    splices.push(...found);
  }
  return { edits: taken, splices };
}

/** Whether the later edit is about something that the earlier one moves or writes. */
function isInTheWay(value: unknown, earlier: DocumentEdit, later: DocumentEdit): boolean {
  const written = writtenBy(value, earlier);
  if (earlier.kind === "remove" && later.kind === "remove" && written.length < earlier.path.length) {
    const [last, next] = [earlier.path.at(-1), later.path.at(-1)];
    const isBefore = typeof last === "number" && typeof next === "number" && next < last;
    if (isBefore && isSameValue(written, later.path.slice(0, -1))) return false;
  }
  return startsWith(later.path, written) || startsWith(written, later.path);
}

/** The whole list whose items get other indexes, the whole map whose key gets another name, else the place alone. */
function writtenBy(value: unknown, { kind, path }: DocumentEdit): DocumentPath {
  if (kind === "insert" || kind === "move") return path;
  const isItem = typeof path.at(-1) === "number" && (kind === "remove" || !hasPath(value, path));
  return kind === "rename" || isItem ? path.slice(0, -1) : path;
}

function startsWith(path: DocumentPath, start: DocumentPath): boolean {
  return start.every((key, index) => path[index] === key);
}

function overlaps(a: Splice, b: Splice): boolean {
  return a.from < b.to && b.from < a.to;
}

function apply(read: ReadText, mode: DocumentMode, { edits, splices }: Batch): Made | null {
  if (edits.length === 0 && splices.length === 0) return null;
  const text = applySplices(read.text, splices);
  const after = text === null ? null : readText(text, mode);
  if (!after || !isSameValue(after.value, editValue(read.value, edits))) return null;
  return { read: after, made: edits.length };
}

/** The coarsest way: the whole text is printed anew, with its comments as long as `yaml` can keep them. */
function reprint(read: ReadText, mode: DocumentMode, edits: readonly DocumentEdit[]): Made {
  const value = editValue(read.value, edits);
  const printed =
    mode === "yaml" ? reprintYaml(read.text, edits) : JSON.stringify(value, null, read.flowStyle.unit);
  const after = printed === null ? null : readText(printed, mode);
  if (after && isSameValue(after.value, value)) return { read: after, made: edits.length };
  const plain = readText(writeDocument(value, mode), mode);
  if (!plain) throw new Error("A document that was written cannot be read");
  return { read: plain, made: edits.length };
}

/** Of each view the text that was read last. */
const lastRead: Partial<Record<DocumentMode, ReadText>> = {};

/** The text of the edit before is the one that is edited next: it need not be read twice. */
function readText(text: string, mode: DocumentMode): ReadText | null {
  const last = lastRead[mode];
  if (last?.text === text) return last;
  const read = mode === "json" ? readJson(text) : readYaml(text);
  if (read) lastRead[mode] = read;
  return read;
}

function readJson(text: string): ReadText | null {
  if (findJsonError(text)) return null;
  const root = outlineJson(text);
  const value: unknown = JSON.parse(text);
  return {
    text,
    value,
    root,
    aliases: [],
    style: findStyle(text, root),
    flowStyle: findFlowStyle(text, root, true),
  };
}

function readYaml(text: string): ReadText | null {
  const { outline, value } = readDocument(text, "yaml");
  if (!outline) return null;
  const { root, aliases } = outline();
  return {
    text,
    value,
    root,
    aliases,
    style: findStyle(text, root),
    flowStyle: findFlowStyle(text, root, false),
  };
}

/** A list or a map in the place of another becomes the edits that make the one of the other. */
function refine(value: unknown, edits: readonly DocumentEdit[]): DocumentEdit[] {
  let now = value;
  return edits.flatMap((edit) => {
    const old = valueAt(now, edit.path);
    now = editValue(now, [edit]);
    if (edit.kind !== "set" || !hasPath(now, edit.path)) return [edit];
    const alike = (isJsonMap(old) && isJsonMap(edit.value)) || (isJsonList(old) && isJsonList(edit.value));
    if (!alike) return isSameValue(old, edit.value) ? [] : [edit];
    return findEdits(old, edit.value).map((part) => ({ ...part, path: [...edit.path, ...part.path] }));
  });
}
