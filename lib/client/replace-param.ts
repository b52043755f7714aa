/** Puts what is shown into the address, so that it can be passed on; the page is not asked for again. */
export function replaceParam(name: string, value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.history.replaceState(null, "", url);
}
