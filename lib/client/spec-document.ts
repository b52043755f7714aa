import { type Document, stringify, visit } from "yaml";
import { findArtifactIssues } from "#lib/domain/artifacts";
import { type Issue, parsePath } from "#lib/domain/errors";
import { findRawWarnings } from "#lib/domain/findings";
import { findDepthError } from "#lib/domain/nesting";
import { editValue } from "./document-edits";
import { type DocumentPath, type DocumentPlace, placeAt, rangeOf, type TextRange } from "./document-places";
import { findJsonError } from "./json-syntax";
import { movePlaces } from "./moved-places";
import { findScalarChange } from "./scalar-change";
import { houseStyle, parseYaml } from "./yaml-dialect";
import { outlineYaml, type YamlOutline } from "./yaml-outline";
import { findLostAliases, problemAt, yamlProblem } from "./yaml-problems";

export const documentModes = ["yaml", "json"] as const;
export type DocumentMode = (typeof documentModes)[number];

export interface TextProblem extends TextRange {
  severity: "error" | "warning";
  message: string;
  /** Empty for what is wrong with the text itself. */
  path: string;
  /** The path in the words of the document: `agent · port`. */
  where: string;
  code: string;
}

export interface SpecDocument {
  /** What the text means; undefined when it cannot be read. */
  value: unknown;
  readable: boolean;
  /** What is wrong with the text itself, whatever it is meant to be. */
  problems: TextProblem[];
  /** Where its parts stand; null when the text cannot be read. */
  outline: (() => YamlOutline) | null;
  rangeOf: (path: string, part?: "value" | "key") => TextRange;
  rangeOfPath: (path: DocumentPath, part?: "value" | "key") => TextRange;
  placeAt: (offset: number) => DocumentPlace;
}

/** The limit of `yaml` for how much aliases may repeat: "billion laughs" documents end here. */
const maxAliasCount = 100;

/** What was read last, the newest at the end: one keystroke has every view ask for the same few texts. */
const read = { yaml: new Map<string, SpecDocument>(), json: new Map<string, SpecDocument>() };
const mostRead = 4;
/** Of each notation the text that was read last as a whole. */
const whole: Partial<Record<DocumentMode, WholeDocument>> = {};

/** YAML 1.2, core schema: `NO` is a string. JSON is read by the same parser for its places, but must also be JSON. */
export function readDocument(text: string, mode: DocumentMode): SpecDocument {
  const known = read[mode];
  const document = known.get(text) ?? readAnew(text, mode);
  known.delete(text);
  known.set(text, document);
  for (const oldest of known.keys()) if (known.size > mostRead) known.delete(oldest);
  return document;
}

function readAnew(text: string, mode: DocumentMode): SpecDocument {
  const base = whole[mode];
  const document = base && readChanged(base, text, mode);
  if (document) return document;
  const read = readWhole(text, mode);
  if (read.document.readable) whole[mode] = read;
  return read.document;
}

export interface WholeDocument {
  text: string;
  document: SpecDocument;
  /** Null when the text cannot be read. */
  parsed: Document | null;
}

/**
 * A text that differs in one scalar from one that was read: what a key pressed in a field or in a value makes. Only that
 * scalar is read, so that typing costs the same in a long document as in a short one. Null for any other difference.
 */
export function readChanged(
  { text: before, document, parsed }: WholeDocument,
  text: string,
  mode: DocumentMode,
): SpecDocument | null {
  if (!parsed || document.problems.length > 0 || parsed.errors.length > 0) return null;
  const change = findScalarChange(parsed, before, text, mode);
  if (!change || document.outline?.().aliases.length !== 0 || findDepthError(text)) return null;
  const value = editValue(document.value, [{ kind: "set", path: change.path, value: change.value }]);
  return { value, readable: true, problems: [], ...movePlaces(document, change) };
}

export function readWhole(text: string, mode: DocumentMode): WholeDocument {
  const jsonError = mode === "json" ? findJsonError(text) : null;
  const fatal = jsonError ?? findDepthError(text);
  if (fatal) {
    const problem = { ...fatal, severity: "error", path: "", where: "", code: "syntax" } as const;
    return { text, document: unreadable([problem]), parsed: null };
  }
  const parsed = parseYaml(text);
  const { value, problems } = findMeaning(parsed, text, mode);
  if (value === unknowable) return { text, document: unreadable(problems), parsed: null };
  const outline = memoize(() => outlineYaml(parsed, text));
  return { text, document: { value, readable: true, problems, outline, ...places(parsed) }, parsed };
}

const unknowable = Symbol("unknowable");

function findMeaning(parsed: Document, text: string, mode: DocumentMode) {
  const repeated = parsed.errors.filter((error) => error.code === "DUPLICATE_KEY");
  const broken = mode === "yaml" ? parsed.errors.filter((error) => error.code !== "DUPLICATE_KEY") : [];
  const problems = [...broken, ...repeated].map((error) => yamlProblem(error, text));
  problems.push(...parsed.warnings.map((warning) => yamlProblem(warning, text)), ...findLostAliases(parsed));
  if (broken.length > 0 || problems.some((problem) => problem.code === "lost_alias")) {
    return { value: unknowable, problems };
  }
  try {
    const value: unknown = mode === "json" ? JSON.parse(text) : parsed.toJS({ maxAliasCount });
    return { value, problems };
  } catch {
    // All that is left for toJS to refuse is too much repetition by aliases.
    problems.push(problemAt({ from: 0, to: 0 }, "Aliases repeat too much of this document"));
    return { value: unknowable, problems };
  }
}

/** The places of a text that may be half written; null for what no parser should be given. */
export function parseTolerantly(text: string): Document | null {
  return findDepthError(text) ? null : parseYaml(text);
}

function places(document: Document): Pick<SpecDocument, "rangeOf" | "rangeOfPath" | "placeAt"> {
  return {
    rangeOf: (path, part) => rangeOf(document, parsePath(path), part),
    rangeOfPath: (path, part) => rangeOf(document, path, part),
    placeAt: (offset) => placeAt(document, offset),
  };
}

function memoize<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function unreadable(problems: TextProblem[]): SpecDocument {
  const nowhere = { from: 0, to: 0 };
  return {
    value: undefined,
    readable: false,
    problems,
    outline: null,
    rangeOf: () => nowhere,
    rangeOfPath: () => nowhere,
    placeAt: () => ({ path: [], onKey: false }),
  };
}

/** Issues with paths, from here or from the server, at their places in the text. */
export function placeIssues(
  document: SpecDocument,
  issues: readonly Issue[],
  severity: TextProblem["severity"],
): TextProblem[] {
  return issues.map(({ path, message, code }) => ({
    ...document.rangeOf(path, code === "unknown_field" ? "key" : "value"),
    severity,
    message,
    path,
    where: pathWords(document.value, parsePath(path)),
    code,
  }));
}

/** `agent · port`: list items by their names, and without what every path of a specification has. */
function pathWords(value: unknown, path: DocumentPath): string {
  const words: string[] = [];
  let at: unknown = value;
  path.forEach((key, index) => {
    at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
    const last = index === path.length - 1;
    if (typeof key === "number") {
      const name = typeof at === "object" && at !== null && "name" in at ? at.name : undefined;
      words.push(typeof name === "string" && name !== "" ? name : `${path[index - 1]} ${key + 1}`);
    } else if (last || typeof path[index + 1] !== "number") {
      words.push(key);
    }
  });
  const known = path[0] !== "spec" ? 0 : path[1] === "containerGroups" && words.length > 3 ? 2 : 1;
  return (words.length > known ? words.slice(known) : words).join(" · ");
}

/** Everything wrong with a text, errors before warnings, each in the order of the text. */
export function problemsOf(text: string, mode: DocumentMode): TextProblem[] {
  const document = readDocument(text, mode);
  if (!document.readable) return document.problems;
  if (document.value === null) {
    return [problemAt({ from: 0, to: 0 }, "The document is empty: it needs a name and a spec", "required")];
  }
  const problems = [
    ...document.problems,
    ...placeIssues(document, findArtifactIssues(document.value), "error"),
    ...placeIssues(document, findRawWarnings(document.value), "warning"),
  ];
  return sortProblems(problems);
}

export function sortProblems(problems: TextProblem[]): TextProblem[] {
  const rank = { error: 0, warning: 1 };
  return problems.toSorted((a, b) => rank[a.severity] - rank[b.severity] || a.from - b.from);
}

/** A value as text. */
export function writeDocument(value: unknown, mode: DocumentMode): string {
  if (mode === "json") return `${JSON.stringify(value, null, 2)}\n`;
  // A string that is the whole document cannot be a block: `yaml` does not indent what it says is indented.
  return stringify(value, { ...houseStyle, blockQuote: typeof value !== "string" });
}

/** The same document in the other notation, or null when the text cannot be read. */
export function convertDocument(text: string, from: DocumentMode, to: DocumentMode): string | null {
  const document = readDocument(text, from);
  return document.readable ? writeDocument(document.value, to) : null;
}

/** Whether a text says something that its meaning does not hold. */
export function hasComments(yaml: string): boolean {
  const document = parseTolerantly(yaml);
  if (!document) return false;
  let found = Boolean(document.commentBefore ?? document.comment);
  visit(document, {
    Node(_key, node) {
      if (!node.comment && !node.commentBefore) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}
