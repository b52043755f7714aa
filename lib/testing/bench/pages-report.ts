import type { PageResult } from "./pages-result";

/** Of product.md: 60 kB of page and data, 170 kB of script (350 with the editor), LCP 0.9 s, INP 80 ms, no shift. */
const budgets = { htmlAndData: 60_000, script: 170_000, editorScript: 350_000, lcp: 900, inp: 80, cls: 0 };

const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const ms = (value: number) => `${value.toFixed(0)} ms`;

/** What was measured of every page, each against its budgets; the plain page says how fast the machine was. */
export function reportPages([plain, ...pages]: PageResult[]): string {
  const base = plain?.lcp ?? Number.NaN;
  return [
    "Pages at 100,000 artifacts, in Chromium with an empty cache; medians of 3 rounds",
    "",
    "| page | page and data | script gz | LCP | over a plain page | INP | CLS | budgets |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...[plain, ...pages].flatMap((page) => (page ? row(page, base) : [])),
    "",
  ].join("\n");
}

function row(page: PageResult, base: number): string {
  const { path, htmlAndData, script, lcp, inp, cls } = page;
  const cells = [
    path,
    kB(htmlAndData),
    kB(script),
    ms(lcp),
    (lcp / base).toFixed(1),
    ms(inp),
    cls.toFixed(3),
  ];
  const over = findOver(page);
  return `| ${cells.join(" | ")} | ${over.length === 0 ? "hold" : `OVER: ${over.join(", ")}`} |`;
}

function findOver({ route, path, htmlAndData, script, lcp, inp, cls }: PageResult): string[] {
  const editor = route.endsWith("/edit") || path.includes("?template=") || path.includes("?from=");
  return [
    ...(htmlAndData > budgets.htmlAndData ? ["page and data"] : []),
    ...(script > (editor ? budgets.editorScript : budgets.script) ? ["script"] : []),
    ...(lcp > budgets.lcp ? ["LCP"] : []),
    ...(inp > budgets.inp ? ["INP"] : []),
    ...(cls > budgets.cls ? ["CLS"] : []),
  ];
}
