import { formatCommand } from "#lib/domain/shell-words";
import {
  type NamedValue,
  type TrialMethod,
  takesBody,
  trialUrl,
  typeOfBody,
} from "#lib/domain/trial-address";

/** A trial as it is typed. */
export interface TrialText {
  method: TrialMethod;
  path: string;
  /** One a line: `limit=10`. */
  query: string;
  /** One a line: `Accept: text/plain`. */
  headers: string;
  body: string;
}

/** Names and values of lines, parted by the first sign of each; a line without it is a name alone. */
function readPairs(text: string, sign: ":" | "="): NamedValue[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", ...value] = line.split(sign);
      return { name: name.trim(), value: value.join(sign).trim() };
    });
}

export function readTrial({ query, headers, ...rest }: TrialText) {
  return { ...rest, query: readPairs(query, "="), headers: readPairs(headers, ":") };
}

/** The same for a shell; the token stays out of it. Null where the path leads out of the workload. */
export function trialCurl(endpoint: string, text: TrialText): string | null {
  const { method, path, query, headers, body } = readTrial(text);
  const url = trialUrl(endpoint, path, query);
  if (url === null) return null;
  // An empty header is written with a semicolon, or curl leaves it out.
  const said = headers.map(({ name, value }) => (value === "" ? `${name};` : `${name}: ${value}`));
  const sent = takesBody(method) && body !== "";
  if (sent && !headers.some(({ name }) => name.toLowerCase() === "content-type"))
    said.push(`Content-Type: ${typeOfBody(body)}`);
  return [
    // Without globbing, brackets of an address mean themselves.
    `curl --include --globoff ${method === "HEAD" ? "--head" : `--request ${method}`} ${formatCommand([url])}`,
    `--header "Authorization: Bearer $PLIMSOLL_TOKEN"`,
    ...said.map((header) => `--header ${formatCommand([header])}`),
    ...(sent ? [`--data-raw ${formatCommand([body])}`] : []),
  ].join(" \\\n  ");
}
