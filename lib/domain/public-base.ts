const hostForm = /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i;

/** The part of a header before any comma: what the proxy nearest to the client said. */
function firstValue(header: string | string[] | undefined): string | undefined {
  return String(header ?? "")
    .split(",")[0]
    ?.trim();
}

/**
 * What absolute links start with: `PUBLIC_URL`, or else the scheme and host the client used, for clients follow `next`
 * only to the endpoint they were configured with (contract 1.6). Null when the request names no usable host.
 */
export function findBase(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  publicUrl: string | undefined,
): string | null {
  if (publicUrl !== undefined) return publicUrl;
  const scheme = firstValue(headers["x-forwarded-proto"])?.toLowerCase() === "https" ? "https" : "http";
  const hosts = [firstValue(headers["x-forwarded-host"]), firstValue(headers.host)];
  const host = hosts.find((one) => one !== undefined && hostForm.test(one));
  return host === undefined ? null : `${scheme}://${host}`;
}
