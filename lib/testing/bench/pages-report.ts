import { availableParallelism, loadavg } from "node:os";
import type { PageResult } from "./pages-result";

/**
 * Of product.md: 60 kB of page and data, 170 kB of script (350 with the editor or a log viewer), LCP 0.9 s, INP 80 ms; no
 * shift.
 */
const budgets = { htmlAndData: 60_000, script: 170_000, heavyScript: 350_000, lcp: 900, inp: 80 };

const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const ms = (value: number) => `${value.toFixed(0)} ms`;

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const scriptOf = ({ scripts }: PageResult) => sum(Object.values(scripts));

/** What was measured of every page, each against its budgets; the plain page says how fast the machine was. */
export function reportPages([plain, ...pages]: PageResult[]): string {
  const base = plain?.lcp ?? Number.NaN;
  return [
    "Pages at 100,000 artifacts, in Chromium with an empty cache; medians of 3 rounds",
    "",
    `Machine: ${availableParallelism()} cores, load ${loadavg()[2]?.toFixed(1)} in the last 15 minutes; LCP and INP hold only where it does nothing else.`,
    "HTML and data are held against their budget as a browser reads them; compressed, as they are sent, they are a fifth of that.",
    `Of the script ${kB(scriptOnAll(pages))} are on every page: React, the router and what draws a notice.`,
    "",
    "| page | HTML | data | script gz | LCP | over a plain page | INP | CLS | budgets |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...[plain, ...pages].flatMap((page) => (page ? row(page, base) : [])),
    "",
  ].join("\n");
}

function scriptOnAll([first, ...others]: PageResult[]): number {
  const names = Object.keys(first?.scripts ?? {});
  const common = names.filter((name) => others.every(({ scripts }) => Object.hasOwn(scripts, name)));
  return sum(common.map((name) => first?.scripts[name] ?? 0));
}

function row(page: PageResult, base: number): string {
  const { path, html, data, lcp, inp, cls } = page;
  const cells = [
    path,
    kB(html),
    kB(data),
    kB(scriptOf(page)),
    ms(lcp),
    (lcp / base).toFixed(1),
    ms(inp),
    cls.toFixed(3),
  ];
  const over = findOver(page);
  return `| ${cells.join(" | ")} | ${over.length === 0 ? "hold" : `OVER: ${over.join(", ")}`} |`;
}

/** Where one writes a document (`/artifacts/new` opens the same editor in place) or looks through a log. */
const heavy = [
  "/artifacts/[id]/edit",
  "/artifacts/new",
  "/artifacts/[id]/builds/[buildId]",
  "/workloads/[id]/logs",
];

function findOver(page: PageResult): string[] {
  const script = heavy.includes(page.route) ? budgets.heavyScript : budgets.script;
  return [
    ...(page.html + page.data > budgets.htmlAndData ? ["HTML and data"] : []),
    ...(scriptOf(page) > script ? ["script"] : []),
    ...(page.lcp > budgets.lcp ? ["LCP"] : []),
    ...(page.inp > budgets.inp ? ["INP"] : []),
    // As web.dev rounds it: what is less than a thousandth nobody sees.
    ...(page.cls >= 0.001 ? ["CLS"] : []),
  ];
}
