import { type Document, isMap, isScalar } from "yaml";
import { findFieldHint } from "#lib/domain/spec-fields";
import { type DocumentPath, keysAt, placeAt, type TextRange } from "./document-places";
import { type DocumentMode, parseTolerantly, readDocument } from "./spec-document";
import { listedValues, schemasAt, schemaWords } from "./spec-schema";

export interface Suggestion {
  label: string;
  kind: "key" | "value";
  /** The text that takes the place of the range. */
  insert: string;
  /** Type and default in a few words. */
  detail: string;
  help: string;
  required: boolean;
}

export interface Suggestions extends TextRange {
  options: Suggestion[];
}

/** Stands for what is being typed while the document around it is read. */
const cursorWord = "plimsollCursorWord";

/** What may be written at an offset of a document that is still being written. */
export function suggestionsAt(text: string, mode: DocumentMode, offset: number): Suggestions | null {
  const word = findWord(text, offset);
  const role = findRole(text, mode, word.from);
  if (!role) return null;
  const named = /^\s*:/.test(text.slice(word.to));
  const filled =
    role === "key" && !named ? `${cursorWord}: 0${needsComma(text, mode, word.to) ? "," : ""}` : cursorWord;
  const document = parseTolerantly(text.slice(0, word.from) + filled + text.slice(word.to));
  const place = document && placeAt(document, word.from + 1);
  if (!place || place.onKey !== (role === "key")) return null;
  const options =
    role === "key"
      ? suggestKeys(document, place.path.slice(0, -1), (key) =>
          insertedKey(text, mode, word.from, key, named),
        )
      : suggestValues(place.path, mode);
  return options.length > 0 ? { ...word, options } : null;
}

function findWord(text: string, offset: number): TextRange {
  const before = /["']?[\w-]*$/.exec(text.slice(0, offset))?.[0] ?? "";
  const start = /^["']?-+$/.test(before) ? offset : offset - before.length;
  const after = /^[\w-]*["']?/.exec(text.slice(offset))?.[0] ?? "";
  return { from: start, to: offset + after.length };
}

function findRole(text: string, mode: DocumentMode, from: number): "key" | "value" | null {
  const line = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  if (mode === "yaml" && /^\s*(?:- +)*$/.test(line) && !insideFlow(text, from)) return "key";
  const last = text.slice(0, from).trimEnd().at(-1);
  if (last === ":") return "value";
  return last === "{" || last === "," ? "key" : null;
}

/** Whether brackets are open before the offset; those in strings count too, which only costs a suggestion. */
function insideFlow(text: string, from: number): boolean {
  let depth = 0;
  for (const char of text.slice(0, from)) {
    if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
  }
  return depth > 0;
}

function needsComma(text: string, mode: DocumentMode, from: number): boolean {
  return mode === "json" && /^\s*"/.test(text.slice(from));
}

function suggestKeys(document: Document, path: DocumentPath, insert: (key: Key) => string): Suggestion[] {
  const present = new Set(keysAt(document, path));
  const keys = new Map<string, Key>();
  for (const schema of schemasAt(path).filter((one) => fits(one.properties, document, path))) {
    for (const name of Object.keys(schema.properties ?? {})) {
      const required = schema.required?.includes(name) === true;
      keys.set(name, {
        name,
        path: [...path, name],
        required: required || keys.get(name)?.required === true,
      });
    }
  }
  return [...keys.values()].flatMap((key) => {
    const hint = findFieldHint(key.path);
    if (present.has(key.name) || hint?.widget === "none") return [];
    const { name: label, required } = key;
    const detail = schemaWords(schemasAt(key.path));
    return [{ label, kind: "key" as const, insert: insert(key), detail, help: hint?.help ?? "", required }];
  });
}

interface Key {
  name: string;
  path: (string | number)[];
  required: boolean;
}

/** Of several forms only those that agree with what is written: `source: generated` leaves no `path`. */
function fits(
  properties: Record<string, unknown> | undefined,
  document: Document,
  path: DocumentPath,
): boolean {
  const node: unknown = document.getIn(path, true);
  if (!isMap(node)) return true;
  return node.items.every(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : "";
    const schema = properties?.[name];
    const fixed =
      typeof schema === "object" && schema !== null && "const" in schema ? schema.const : undefined;
    return fixed === undefined || (isScalar(value) && value.value === fixed);
  });
}

/** A key with what must follow it: in block YAML a list or a group starts on the next line, one level deeper. */
function insertedKey(text: string, mode: DocumentMode, from: number, key: Key, named: boolean): string {
  const name = mode === "json" ? JSON.stringify(key.name) : key.name;
  if (named) return name;
  if (mode === "json" || insideFlow(text, from)) return `${name}: `;
  const types = new Set(schemasAt(key.path).map(({ type }) => type));
  const deeper = `\n${" ".repeat(from - text.lastIndexOf("\n", from - 1) + 1)}`;
  if (types.has("array")) return `${name}:${deeper}- `;
  return types.has("object") ? `${name}:${deeper}` : `${name}: `;
}

function suggestValues(path: DocumentPath, mode: DocumentMode): Suggestion[] {
  const values = new Set(schemasAt(path).flatMap(listedValues));
  const usual = schemasAt(path).map((schema) => schema.default);
  return [...values].map((value) => ({
    label: String(value),
    kind: "value" as const,
    insert: mode === "json" ? JSON.stringify(value) : String(value),
    detail: usual.includes(value) ? "unless given" : "",
    help: findFieldHint(path)?.help ?? "",
    required: false,
  }));
}

export interface FieldNote extends TextRange {
  label: string;
  path: string;
  detail: string;
  help: string;
}

/** What the field at an offset is, for who points at it. */
export function noteAt(text: string, mode: DocumentMode, offset: number): FieldNote | null {
  const document = readDocument(text, mode);
  const { path, onKey } = document.placeAt(offset);
  const hint = path.length > 0 && typeof path.at(-1) === "string" ? findFieldHint(path) : null;
  if (!hint) return null;
  const range = document.rangeOfPath(path, onKey ? "key" : "value");
  const { label, help } = hint;
  return { ...range, label, help, path: String(path.at(-1)), detail: schemaWords(schemasAt(path)) };
}
