/** A `cookie` header as a browser context takes it. */
export function readCookies(header: string, url = ""): { name: string; value: string; url: string }[] {
  return header.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}
