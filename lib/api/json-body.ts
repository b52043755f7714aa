import { AppError, formatPath, invalid } from "#lib/domain/errors";

/** Far beyond any document here (a spec is 8 deep) and far below what exhausts the stack of recursive code. */
const maxDepth = 64;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Parses a JSON body; an empty one and `null` are undefined (contract 1.2). */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  if (text.trim() === "") return undefined;
  try {
    refuseAmbiguity(text);
    const value: unknown = JSON.parse(text);
    return value ?? undefined;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : "";
    throw new AppError("bad_request", `The body is not JSON: ${reason}`, { cause });
  }
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new AppError("bad_request", "The body is not UTF-8 text", { cause });
  }
}

/** An object or array that is being read: where it is, and for an object the names seen so far. */
interface Level {
  names: Set<string> | null;
  /** The name or index being read. */
  at: string | number;
}

/**
 * Walks over text before it is parsed. Refuses nesting deeper than any code after this has to bear (`JSON.parse` itself
 * bears any, but takes seconds), and what parsers disagree about, a name used twice in one object (RFC 8259 §4), since
 * what was reviewed might not be what is stored. Other mistakes are left to the parser.
 */
function refuseAmbiguity(text: string): void {
  const levels: Level[] = [];
  let expectsName = false;
  for (let index = 0; index < text.length; index += 1) {
    const level = levels.at(-1);
    switch (text[index]) {
      case "{":
      case "[":
        if (levels.length === maxDepth)
          throw new AppError("bad_request", `The body is nested deeper than ${maxDepth}`);
        expectsName = text[index] === "{";
        levels.push(expectsName ? { names: new Set(), at: "" } : { names: null, at: 0 });
        break;
      case "}":
      case "]":
        levels.pop();
        expectsName = false;
        break;
      case ",":
        expectsName = level?.names !== null;
        if (typeof level?.at === "number") level.at += 1;
        break;
      case '"': {
        const end = endOfString(text, index);
        if (expectsName && level) takeName(levels, level, JSON.parse(text.slice(index, end + 1)));
        expectsName = false;
        index = end;
      }
    }
  }
}

function takeName(levels: Level[], level: Level, name: string): void {
  level.at = name;
  if (level.names?.has(name)) {
    const path = formatPath(levels.map(({ at }) => at));
    throw invalid([{ path, message: "Is there twice", code: "repeated_name" }]);
  }
  level.names?.add(name);
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === "\\" ? 2 : 1;
  return index;
}
