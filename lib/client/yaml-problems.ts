import { type Document, visit, type YAMLError } from "yaml";
import type { TextRange } from "./document-places";
import type { TextProblem } from "./spec-document";

export function problemAt(range: TextRange, message: string, code = "syntax"): TextProblem {
  return { ...range, severity: "error", message, path: "", where: "", code };
}

export function yamlProblem(error: YAMLError, text: string): TextProblem {
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

export function findLostAliases(document: Document): TextProblem[] {
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
