/**
 * The words of a command line, as a POSIX shell splits it (XCU §2.2, §2.3), without running or expanding anything.
 *
 * Of its own because no library keeps what is needed here. Measured with shell-quote 1.12: it drops an unclosed quote
 * and all after `#` in `a#b` without a word, reads a line ended by a backslash as an empty argument, `${A:-b}` as `A`,
 * splits at a no-break space, and does not read back every text it writes. None gives lines.
 */
export interface ShellWord {
  kind: "word";
  text: string;
  /** The line it starts on, from 1. */
  line: number;
  /** What a shell would have replaced, as written: `$PORT`, `${A:-b}`, `*.txt`, `~`, `$(date)`. */
  expansions: string[];
}

export type ShellToken =
  | ShellWord
  | { kind: "operator"; text: string; line: number }
  | { kind: "newline"; line: number }
  | { kind: "comment"; text: string; line: number };

export interface ShellProblem {
  message: string;
  line: number;
}

export interface ShellLine {
  tokens: ShellToken[];
  problem: ShellProblem | null;
}

interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  problem: ShellProblem | null;
}

const operators = ["<<<", "&>>", "<<-", "||", "&&", ";;", "|&", ">>", "<<", ">&", "<&", "&>", ">|", "<>"];
const blank = /[ \t\r]/;
const wordEnd = /[ \t\r\n|&;<>()]/;

/** Never throws: what cannot be read is the problem, and the tokens before it are there. */
export function readShellLine(text: string): ShellLine {
  const cursor: Cursor = { text, at: 0, line: 1, problem: null };
  const tokens: ShellToken[] = [];
  while (cursor.at < text.length && cursor.problem === null) {
    const token = readToken(cursor);
    if (token) tokens.push(token);
  }
  return { tokens, problem: cursor.problem };
}

function readToken(cursor: Cursor): ShellToken | null {
  const { text, line } = cursor;
  const char = text.charAt(cursor.at);
  if (blank.test(char)) {
    cursor.at += 1;
    return null;
  }
  if (char === "\n") {
    cursor.at += 1;
    cursor.line += 1;
    return { kind: "newline", line };
  }
  if (skipContinuation(cursor)) return null;
  if (char === "#") {
    const end = text.indexOf("\n", cursor.at);
    const comment = text.slice(cursor.at, end === -1 ? text.length : end);
    cursor.at += comment.length;
    return { kind: "comment", text: comment, line };
  }
  if (wordEnd.test(char)) {
    const operator = operators.find((one) => text.startsWith(one, cursor.at)) ?? char;
    cursor.at += operator.length;
    return { kind: "operator", text: operator, line };
  }
  return readWord(cursor);
}

/** A backslash at the end of a line joins it with the next; Windows line ends count as line ends. */
function skipContinuation(cursor: Cursor): boolean {
  const joined = /\\\r?\n/y;
  joined.lastIndex = cursor.at;
  const [found] = joined.exec(cursor.text) ?? [""];
  if (found === "") return false;
  cursor.at += found.length;
  cursor.line += 1;
  return true;
}

function readWord(cursor: Cursor): ShellWord {
  const word: ShellWord = { kind: "word", text: "", line: cursor.line, expansions: [] };
  if (cursor.text.charAt(cursor.at) === "~") word.expansions.push("~");
  let pattern = false;
  while (cursor.at < cursor.text.length && cursor.problem === null) {
    const char = cursor.text.charAt(cursor.at);
    if (wordEnd.test(char)) break;
    if (skipContinuation(cursor)) continue;
    pattern ||= /[*?[]/.test(char);
    if (char === "'") readSingleQuoted(cursor, word);
    else if (char === '"') readDoubleQuoted(cursor, word);
    else readPlain(cursor, word, /[\s\S]/);
  }
  if (pattern) word.expansions.push(word.text);
  return word;
}

function readSingleQuoted(cursor: Cursor, word: ShellWord): void {
  const end = cursor.text.indexOf("'", cursor.at + 1);
  if (end === -1) {
    fail(cursor, "This ' is not closed");
    return;
  }
  take(cursor, 1);
  word.text += take(cursor, end - cursor.at);
  take(cursor, 1);
}

function readDoubleQuoted(cursor: Cursor, word: ShellWord): void {
  const { line } = cursor;
  take(cursor, 1);
  while (cursor.at < cursor.text.length && cursor.problem === null) {
    if (cursor.text.charAt(cursor.at) === '"') {
      take(cursor, 1);
      return;
    }
    if (!skipContinuation(cursor)) readPlain(cursor, word, /["$`\\]/);
  }
  cursor.problem ??= { message: 'This " is not closed', line };
}

/** One character or one `$…` where those mean something; `escapable` is what a backslash takes its meaning from. */
function readPlain(cursor: Cursor, word: ShellWord, escapable: RegExp): void {
  const char = cursor.text.charAt(cursor.at);
  const next = cursor.text.charAt(cursor.at + 1);
  if (char === "\\" && next !== "" && escapable.test(next)) {
    take(cursor, 1);
    word.text += take(cursor, 1);
    return;
  }
  const raw = char === "$" || char === "`" ? readExpansion(cursor, escapable.test("a")) : "";
  if (raw !== "") word.expansions.push(raw);
  word.text += raw === "" ? take(cursor, 1) : raw;
}

/** `$NAME`, `${…}`, `$(…)` and backquotes as written; empty where `$` stands for itself. */
function readExpansion(cursor: Cursor, unquoted: boolean): string {
  const rest = cursor.text.slice(cursor.at);
  const [simple] = /^\$([A-Za-z_]\w*|[0-9@*#?$!-])/.exec(rest) ?? [""];
  if (simple !== "") return take(cursor, simple.length);
  if (unquoted && /^\$['"]/.test(rest)) {
    fail(cursor, `The quotes ${rest.slice(0, 2)} are of one shell only: write the text in plain quotes`);
    return "";
  }
  const closing = rest.startsWith("${") ? "}" : rest.startsWith("$(") ? ")" : rest.startsWith("`") ? "`" : "";
  if (closing === "") return "";
  const length = lengthUntil(rest, closing);
  if (length === -1) fail(cursor, `This ${closing === "`" ? "`" : rest.slice(0, 2)} is not closed`);
  return length === -1 ? "" : take(cursor, length);
}

function lengthUntil(text: string, closing: string): number {
  if (closing === "`") {
    const end = text.indexOf("`", 1);
    return end === -1 ? -1 : end + 1;
  }
  const opening = text.charAt(1);
  let depth = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (text.charAt(at) === opening) depth += 1;
    if (text.charAt(at) === closing) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

function take(cursor: Cursor, length: number): string {
  const taken = cursor.text.slice(cursor.at, cursor.at + length);
  cursor.at += length;
  cursor.line += taken.split("\n").length - 1;
  return taken;
}

function fail(cursor: Cursor, message: string): void {
  cursor.problem ??= { message, line: cursor.line };
}

export interface ParsedCommand {
  args: string[];
  /** Why the text is not one plain command; `args` is then what could be read. */
  problem: ShellProblem | null;
  /** What a person may expect of it and no one will do: there is no shell. */
  note: string | null;
}

/** A command as typed in a shell → its arguments. A container's command is run as it is, by no shell. */
export function parseCommand(text: string): ParsedCommand {
  const { tokens, problem } = readShellLine(text);
  const words = tokens.filter((token) => token.kind === "word");
  const expansions = words.flatMap((word) => word.expansions);
  const substitution = words.find((word) => word.expansions.some((one) => /^(\$\(|`)/.test(one)));
  return {
    args: words.map((word) => word.text),
    problem: problem ?? tokens.map(findTokenProblem).find(Boolean) ?? findSubstitutionProblem(substitution),
    note:
      expansions.length === 0
        ? null
        : `No shell runs this, so ${expansions.join(", ")} ${expansions.length === 1 ? "stays" : "stay"} as written`,
  };
}

function findTokenProblem(token: ShellToken): ShellProblem | null {
  const { line } = token;
  if (token.kind === "operator")
    return { message: `${token.text} needs a shell: use sh -c '…', or put it in quotes`, line };
  if (token.kind === "comment") return { message: "# starts a comment in a shell: put it in quotes", line };
  return null;
}

function findSubstitutionProblem(word: ShellWord | undefined): ShellProblem | null {
  if (!word) return null;
  return {
    message: `${word.text} needs a shell: use sh -c '…', or put it in single quotes`,
    line: word.line,
  };
}

/** Arguments → the text that a shell, and `parseCommand`, reads as exactly these. */
export function formatCommand(args: readonly string[]): string {
  return args.map(quoteArgument).join(" ");
}

function quoteArgument(arg: string): string {
  if (/^[\w@%+=:,./-]+$/.test(arg)) return arg;
  if (!arg.includes("'")) return `'${arg}'`;
  // `!` is history in an interactive shell, even in double quotes.
  return /["$`\\!]/.test(arg) ? `'${arg.replaceAll("'", "'\\''")}'` : `"${arg}"`;
}
