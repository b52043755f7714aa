/** A `cookie` header as a browser context takes it, with the attributes that the product gives its session. */
export function readCookies(header: string, url = "") {
  return header.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    const attributes = { httpOnly: true, sameSite: "Lax" } as const;
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url, ...attributes };
  });
}
