import { type Document, parseDocument, stringify, visit, type YAMLError } from "yaml";
import { findArtifactIssues } from "#lib/domain/artifacts";
import { type Issue, parsePath } from "#lib/domain/errors";
import { findRawWarnings } from "#lib/domain/findings";
import { findDepthError } from "#lib/domain/nesting";
import { type DocumentPath, type DocumentPlace, placeAt, rangeOf, type TextRange } from "./document-places";
import { findJsonError } from "./json-syntax";

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
  /** The nodes with the tokens they were read from; null when the text cannot be read. */
  parsed: Document | null;
  rangeOf: (path: string, part?: "value" | "key") => TextRange;
  rangeOfPath: (path: DocumentPath, part?: "value" | "key") => TextRange;
  placeAt: (offset: number) => DocumentPlace;
}

/** The limit of `yaml` for how much aliases may repeat: "billion laughs" documents end here. */
const maxAliasCount = 100;

/** What was read last, the newest at the end: one keystroke has every view ask for the same few texts. */
const read = new Map<string, SpecDocument>();
const mostRead = 6;

/** YAML 1.2, core schema: `NO` is a string. JSON is read by the same parser for its places, but must also be JSON. */
export function readDocument(text: string, mode: DocumentMode): SpecDocument {
  const key = `${mode} ${text}`;
  const document = read.get(key) ?? parseDocumentText(text, mode);
  read.delete(key);
  read.set(key, document);
  for (const oldest of read.keys()) if (read.size > mostRead) read.delete(oldest);
  return document;
}

function parseDocumentText(text: string, mode: DocumentMode): SpecDocument {
  const jsonError = mode === "json" ? findJsonError(text) : null;
  const fatal = jsonError ?? findDepthError(text);
  if (fatal) return unreadable([{ ...fatal, severity: "error", path: "", where: "", code: "syntax" }]);
  const document = parseText(text);
  const repeated = document.errors.filter((error) => error.code === "DUPLICATE_KEY");
  const broken = mode === "yaml" ? document.errors.filter((error) => error.code !== "DUPLICATE_KEY") : [];
  const problems = [...broken, ...repeated].map((error) => yamlProblem(error, text));
  problems.push(
    ...document.warnings.map((warning) => yamlProblem(warning, text)),
    ...findLostAliases(document),
  );
  if (broken.length > 0 || problems.some((problem) => problem.code === "lost_alias")) {
    return unreadable(problems);
  }
  try {
    const value: unknown = mode === "json" ? JSON.parse(text) : document.toJS({ maxAliasCount });
    return { value, readable: true, problems, parsed: document, ...places(document) };
  } catch {
    // All that is left for toJS to refuse is too much repetition by aliases.
    return unreadable([
      ...problems,
      problemAt({ from: 0, to: 0 }, "Aliases repeat too much of this document"),
    ]);
  }
}

function parseText(text: string): Document {
  return parseDocument(text, {
    ...houseStyle,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: "error",
  });
}

/** The places of a text that may be half written; null for what no parser should be given. */
export function parseTolerantly(text: string): Document | null {
  return findDepthError(text) ? null : parseText(text);
}

function places(document: Document): Pick<SpecDocument, "rangeOf" | "rangeOfPath" | "placeAt"> {
  return {
    rangeOf: (path, part) => rangeOf(document, parsePath(path), part),
    rangeOfPath: (path, part) => rangeOf(document, path, part),
    placeAt: (offset) => placeAt(document, offset),
  };
}

function unreadable(problems: TextProblem[]): SpecDocument {
  const nowhere = { from: 0, to: 0 };
  return {
    value: undefined,
    readable: false,
    problems,
    parsed: null,
    rangeOf: () => nowhere,
    rangeOfPath: () => nowhere,
    placeAt: () => ({ path: [], onKey: false }),
  };
}

function problemAt(range: TextRange, message: string, code = "syntax"): TextProblem {
  return { ...range, severity: "error", message, path: "", where: "", code };
}

function yamlProblem(error: YAMLError, text: string): TextProblem {
  const [from, to] = error.pos;
  const range = { from: Math.min(from, text.length), to: Math.min(to, text.length) };
  const severity = error.name === "YAMLWarning" ? "warning" : "error";
  const message = plainMessages[error.code] ?? error.message;
  return { ...range, severity, message, path: "", where: "", code: error.code.toLowerCase() };
}

const plainMessages: Partial<Record<YAMLError["code"], string>> = {
  DUPLICATE_KEY: "This key is here twice",
  MULTIPLE_DOCS: "One document only: take out the --- line and what does not belong",
  TAG_RESOLVE_FAILED: "This tag is not known; the value is read as if it had none",
  TAB_AS_INDENT: "YAML indents by spaces, not tabs",
};

function findLostAliases(document: Document): TextProblem[] {
  const problems: TextProblem[] = [];
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) || !alias.range) return;
      const range = { from: alias.range[0], to: alias.range[1] };
      problems.push(problemAt(range, `There is no anchor &${alias.source} before this`, "lost_alias"));
    },
  });
  return problems;
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

/** How YAML is read and written. Strings that YAML 1.1 would read as something else are quoted: other tools still speak it. */
export const houseStyle = {
  version: "1.2",
  schema: "core",
  compat: "yaml-1.1",
  lineWidth: 0,
  aliasDuplicateObjects: false,
} as const;

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
