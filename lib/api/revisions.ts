/** The entity tag of a revision (RFC 9110 §8.8.3). */
export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/**
 * The revisions that `If-Match` names; undefined when any will do. A tag that is none of ours matches nothing, so it
 * is left out. Weak tags count: proxies that compress weaken what we sent, and a revision names one document anyway.
 */
export function readIfMatch(header: string | string[] | undefined): number[] | undefined {
  if (header === undefined) return undefined;
  const text = String(header).trim();
  if (text === "*") return undefined;
  return [...text.matchAll(/(?:W\/)?"(\d{1,9})"/g)].map((match) => Number(match[1]));
}
