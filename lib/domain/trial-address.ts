/** What a workload can be asked with from its page. */
export const trialMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type TrialMethod = (typeof trialMethods)[number];

/** Whether a request with this method carries what is written as its body. */
export function takesBody(method: TrialMethod): boolean {
  return method !== "GET" && method !== "HEAD";
}

export interface NamedValue {
  name: string;
  value: string;
}

/**
 * Where a trial goes: a path below the endpoint, which may bring a query of its own, and further parameters. Null where
 * the path leads out of the workload.
 */
export function trialUrl(endpoint: string, path: string, query: readonly NamedValue[]): string | null {
  const url = new URL(endpoint + path.replace(/^\//, ""));
  if (!url.pathname.startsWith(new URL(endpoint).pathname)) return null;
  url.hash = "";
  const more = new URLSearchParams(
    query.map(({ name, value }): [string, string] => [name, value]),
  ).toString();
  // What was typed into the path stays as it was typed.
  if (more !== "") url.search = url.search === "" ? more : `${url.search}&${more}`;
  return url.href;
}

/** The type of a body that does not say its own. */
export function typeOfBody(body: string): string {
  try {
    JSON.parse(body);
    return "application/json";
  } catch {
    return "text/plain; charset=utf-8";
  }
}
