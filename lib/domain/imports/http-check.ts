import { readShellLine } from "#lib/domain/shell-words";

/** What a probe takes of a command that asks a URL. */
export interface HttpCheck {
  path: string;
  port: number;
  scheme: "HTTP" | "HTTPS";
  host?: string;
  httpHeaders?: Record<string, string>;
}

/** Options of curl and wget that change neither the question nor what counts as a good answer. */
const quietOptions = {
  curl: /^(-[fsSkLiv]+|--fail|--fail-with-body|--silent|--show-error|--insecure|--location|--include|--verbose|--http1\.1)$/,
  wget: /^(-[qSnv]+|-q?O-|--quiet|--spider|--no-verbose|--no-check-certificate|--server-response|--output-document=(-|\/dev\/null))$/,
};
/** Their options that have a value and are as quiet: where the answer is written. */
const quietValues = { curl: /^(-[fsS]*o|--output)$/, wget: /^(-q?O|--output-document)$/ };
const ownHosts = /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])$/;

/**
 * A health command that is clearly an HTTP GET of the container itself, as a probe asks; null for anything that might
 * be something else.
 */
export function findHttpCheck(args: readonly string[]): HttpCheck | null {
  const plain = unwrapShell(args);
  const program = plain?.[0]?.split("/").pop();
  if (!plain || (program !== "curl" && program !== "wget")) return null;
  const urls: string[] = [];
  const httpHeaders: Record<string, string> = {};
  for (let at = 1; at < plain.length; at += 1) {
    const word = plain[at] ?? "";
    const next = plain[at + 1] ?? "";
    if (quietOptions[program].test(word)) continue;
    if (quietValues[program].test(word) && /^(-|\/dev\/null)$/.test(next)) at += 1;
    else if (program === "curl" && /^(-X|--request)$/.test(word) && next === "GET") at += 1;
    else if (/^(-H|--header)$/.test(word) && addHeader(httpHeaders, next)) at += 1;
    else if (word.startsWith("-")) return null;
    else urls.push(word);
  }
  const check = urls.length === 1 ? readUrl(urls[0] ?? "") : null;
  return check && { ...check, ...(Object.keys(httpHeaders).length > 0 && { httpHeaders }) };
}

/** `sh -c "curl … || exit 1"` → the words of the one command in it. */
function unwrapShell(args: readonly string[]): readonly string[] | null {
  const [shell, option, script] = args;
  if (!/^(\/bin\/)?(ba|a|da)?sh$/.test(shell ?? "") || script === undefined) return args;
  return option === "-c" && args.length === 3 ? wordsOfCheck(script) : null;
}

/** The words of a shell's health command, without the `|| exit 1` that many end with; null where there is more to it. */
export function wordsOfCheck(script: string): string[] | null {
  const { tokens, problem } = readShellLine(script.replace(/\|\|\s*(exit\s+1|false)\s*;?\s*$/, ""));
  const words = tokens.filter((token) => token.kind === "word");
  // What looks like a pattern is the query or the host of the URL: no file has such a name.
  const plain =
    words.length === tokens.length &&
    words.every((word) => !word.expansions.some((one) => /^[$`~]/.test(one)));
  return problem || !plain ? null : words.map((word) => word.text);
}

function addHeader(headers: Record<string, string>, text: string): boolean {
  const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined || name === "__proto__") return false;
  headers[name] = value;
  return true;
}

function readUrl(text: string): HttpCheck | null {
  const [, written, host, port, path] =
    /^(?:(https?):\/\/)?([\w.-]+|\[[\d:]+\])(?::(\d+))?(\/[^\s#]*)?$/.exec(text) ?? [];
  if (host === undefined || !ownHosts.test(host)) return null;
  const scheme = written === "https" ? "HTTPS" : "HTTP";
  return { path: path ?? "/", port: Number(port ?? (scheme === "HTTPS" ? 443 : 80)), scheme };
}
