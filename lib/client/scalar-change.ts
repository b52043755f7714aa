import { CST, type Document, isMap, isNode, isScalar, isSeq, Lexer, Scalar } from "yaml";
import type { DocumentPath, TextRange } from "./document-places";
import type { DocumentMode } from "./spec-document";
import { findReplacement, lineEnd, lineStart, type Splice } from "./text-outline";
import { parseYaml } from "./yaml-dialect";

/** One scalar of a text written anew: `from` and `to` are of the old one. */
export interface ScalarChange extends Splice {
  path: DocumentPath;
  value: unknown;
  /** How the new one is quoted. */
  style: Scalar.Type;
}

/**
 * What makes one text of the other, if that is another scalar in the place of one and nothing else can have changed its
 * meaning or its place; null when in doubt. The document is the one of the text before, and has no errors.
 */
export function findScalarChange(
  document: Document,
  before: string,
  after: string,
  mode: DocumentMode,
): ScalarChange | null {
  const edit = findReplacement(before, after);
  const found = edit && findScalar(document.contents, edit, mode);
  if (!found) return null;
  const { from, to, path } = found;
  const insert = after.slice(from, to + after.length - before.length);
  const read = mode === "json" ? readJsonScalar(insert) : readLine(before, { from, to, insert });
  return read && { from, to, insert, path, ...read };
}

interface FoundScalar {
  from: number;
  to: number;
  path: DocumentPath;
}

/** The scalar that holds a place, by plain keys alone. In YAML not one in brackets: there a line says less. */
function findScalar(root: unknown, at: TextRange, mode: DocumentMode): FoundScalar | null {
  const path: (string | number)[] = [];
  let node = root;
  while (isMap(node) || isSeq(node)) {
    if (mode === "yaml" && node.flow) return null;
    const key = keyOfHolder(node, at);
    if (key === null) return null;
    path.push(key.name);
    node = key.value;
  }
  if (!isScalar(node) || !node.range || path.length === 0) return null;
  if (node.anchor || node.tag || node.type?.startsWith("BLOCK")) return null;
  const [from, to] = node.range;
  return to > from ? { from, to, path } : null;
}

function keyOfHolder(node: unknown, at: TextRange): { name: string | number; value: unknown } | null {
  if (isSeq(node)) {
    const index = node.items.findIndex((item) => holds(item, at));
    return index === -1 ? null : { name: index, value: node.items[index] };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ value }) => holds(value, at));
  // Only of a string it is certain which key of the value it is.
  if (!pair || !isScalar(pair.key) || typeof pair.key.value !== "string") return null;
  return { name: pair.key.value, value: pair.value };
}

function holds(node: unknown, { from, to }: TextRange): boolean {
  return isNode(node) && Boolean(node.range && node.range[0] <= from && to <= node.range[1]);
}

type ReadScalar = Pick<ScalarChange, "value" | "style">;

function readJsonScalar(text: string): ReadScalar | null {
  if (text !== text.trim() || /^[[{]/.test(text)) return null;
  try {
    return { value: JSON.parse(text), style: text.startsWith('"') ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN };
  } catch {
    return null;
  }
}

/**
 * Read on its line alone, which must be of the same parts as before. It was no start of something longer, for nothing of
 * what follows has changed.
 */
function readLine(before: string, { from, to, insert }: Splice): ReadScalar | null {
  const start = lineStart(before, from);
  const end = lineEnd(before, from);
  if (end < to || !isWholeWord(insert)) return null;
  const line = before.slice(start, from) + insert + before.slice(to, end);
  if (!hasSameParts(before.slice(start, end), line, before.slice(from, to), insert)) return null;
  const document = parseYaml(line);
  if (document.errors.length > 0 || document.warnings.length > 0) return null;
  const at = { from: from - start, to: from - start + insert.length };
  let node: unknown = document.contents;
  while (isMap(node) || isSeq(node)) node = keyOfHolder(node, at)?.value;
  return isScalar(node) && node.type ? { value: node.value, style: node.type } : null;
}

/** Not over several lines, and with the quote at its end that it has at its start: `yaml` takes `'it''` for closed. */
function isWholeWord(text: string): boolean {
  if (/[\r\n]/.test(text)) return false;
  if (text.startsWith("'")) return /^'(?:[^']|'')*'$/.test(text);
  return !text.startsWith('"') || /^"(?:[^"\\]|\\.)*"$/.test(text);
}

/** Whether two lines are the same words and signs, but for one scalar. */
function hasSameParts(before: string, after: string, old: string, insert: string): boolean {
  const [parts, newParts] = [partsOf(before), partsOf(after)];
  if (parts.length !== newParts.length) return false;
  const changed = parts.filter((part, index) => part !== newParts[index]);
  const index = parts.findIndex((part, at) => part !== newParts[at]);
  return changed.length === 1 && parts[index] === `scalar ${old}` && newParts[index] === `scalar ${insert}`;
}

function partsOf(line: string): string[] {
  const parts: string[] = [];
  let isPlain = false;
  for (const lexeme of new Lexer().lex(line)) {
    if (lexeme === CST.SCALAR) {
      isPlain = true;
      continue;
    }
    const isScalarPart = isPlain || lexeme.startsWith('"') || lexeme.startsWith("'");
    parts.push(`${isScalarPart ? "scalar" : "sign"} ${lexeme}`);
    isPlain = false;
  }
  return parts;
}
