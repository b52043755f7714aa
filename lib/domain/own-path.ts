const here = "https://here.invalid";

/** Where to go after signing in: a path of this site, whatever a crafted `?next=` says (also `//host`, `/\host`). */
export function ownPath(next: string | undefined): string {
  if (!next?.startsWith("/") || !URL.canParse(next, here)) return "/";
  const url = new URL(next, here);
  return url.origin === here ? `${url.pathname}${url.search}` : "/";
}
