import { looksLikeCredential } from "#lib/domain/findings";
import { masked } from "#lib/domain/masked";
import type { LostItem } from "./ledger";

export interface EnvFile {
  /** Each name once, in the order of the file. */
  variables: { name: string; value: string }[];
  lost: LostItem[];
}

const assignment = /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/y;
const quoted = /'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|`([^`]*)`/y;
const restOfLine = /[^\n]*/y;

/**
 * A `.env` file as dotenv writes them: `export`, quotes, several lines within quotes, comments. Of its own, because
 * dotenv does not run in a browser (it needs fs, os and crypto), cuts an unquoted value at any `#`, and passes over
 * lines it cannot read without a word.
 */
export function parseEnvFile(file: string): EnvFile {
  const text = file.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const found = new Map<string, { value: string; line: number }>();
  const lost: LostItem[] = [];
  const lose = (line: number, where: string, what: string, why: string) =>
    lost.push({ where, line, what, why, open: false });
  let at = 0;
  while (at < text.length) {
    const line = text.slice(0, at).split("\n").length;
    const whole = take(restOfLine, text, at)?.[0] ?? "";
    const [start, name] = take(assignment, text, at) ?? [];
    if (start === undefined || name === undefined) {
      if (!/^\s*(#|$)/.test(whole)) lose(line, `line ${line}`, whole.trim(), whyNot(whole));
      at += whole.length + 1;
      continue;
    }
    const { value, end, rest } = readValue(text, at + start.length);
    if (rest !== "") lose(line, name, rest, "It stands behind the closing quote");
    const earlier = found.get(name);
    const what = looksLikeCredential(name) ? masked : (earlier?.value ?? "");
    if (earlier)
      lose(earlier.line, name, what, `${name} is given again on line ${line}; the last one counts`);
    found.set(name, { value, line });
    at = end + 1;
  }
  const variables = [...found].map(([name, { value }]) => ({ name, value }));
  return { variables, lost: lost.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function whyNot(line: string): string {
  if (/^\s*(export\s+)?[\w.-]+\s*$/.test(line)) return "It has no value";
  return line.includes("=") ? "This is no name of a variable" : "This is no NAME=value";
}

/** The value that begins at `from`, the end of its last line, and what stands behind a closing quote. */
function readValue(text: string, from: number): { value: string; end: number; rest: string } {
  const [whole, single, double, back] = take(quoted, text, from) ?? [];
  if (whole === undefined) {
    const line = take(restOfLine, text, from)?.[0] ?? "";
    return { value: line.replace(/(^|\s)#.*$/, "").trim(), end: from + line.length, rest: "" };
  }
  const rest = take(restOfLine, text, from + whole.length)?.[0] ?? "";
  return {
    value: single ?? back ?? unescapeText(double ?? ""),
    end: from + whole.length + rest.length,
    rest: rest.replace(/(^|\s)#.*$/, "").trim(),
  };
}

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$", "`": "`" };

function unescapeText(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (written: string, char: string) => escapes[char] ?? written);
}
