/** Where a script would send the document. */
export interface CurlTarget {
  /** Of our own server: `https://plimsoll.example`. */
  origin: string;
  /** An existing draft; null where the request makes a new artifact. */
  artifact: { id: string; revision: number } | null;
  repositoryId?: string | undefined;
}

/** The document as a request that a shell can send; the token stays out of it. */
export function formatCurl(value: unknown, { origin, artifact, repositoryId }: CurlTarget): string {
  const body =
    repositoryId !== undefined && artifact === null && typeof value === "object" && value !== null
      ? { artifactRepositoryId: repositoryId, ...value }
      : value;
  const url = `${origin}/api/v2/artifacts${artifact ? `/${artifact.id}` : "/"}`;
  const json = JSON.stringify(body ?? null, null, 2);
  return [
    `curl --fail-with-body --request ${artifact ? "PUT" : "POST"} '${url}' \\`,
    `  --header "Authorization: Bearer $PLIMSOLL_TOKEN" \\`,
    ...(artifact ? [`  --header 'If-Match: "${artifact.revision}"' \\`] : []),
    `  --header 'Content-Type: application/json' \\`,
    // In quotes, so that the shell takes every character of the lines as it is; JSON has no line that is only JSON.
    `  --data-binary @- <<'JSON'`,
    json,
    "JSON",
    "",
  ].join("\n");
}
