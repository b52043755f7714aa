import type { RegistryResult } from "./registry-result";

type Scenario = RegistryResult["scenarios"][number];

const ms = (value: number) => `${value.toFixed(2)} ms`;
const perSecond = (value: number) => `${Math.round(value)}/s`;
const verdict = (holds: boolean) => (holds ? "holds" : "DOES NOT HOLD");

/** What was measured, as a Markdown table per size, and whether each budget of the registry holds. */
export function reportRegistry(results: RegistryResult[]): string {
  const tables = results.map(({ artifacts, scenarios, permission: { grants, statements, alone } }) =>
    [
      `${artifacts} artifacts; medians of 5 rounds; 8 at once against the same statements through bare pg, then alone`,
      "",
      "| request | statements | REST | bare pg | ratio | p50 | p95 |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      ...scenarios.map(tableRow),
      `| permission check, ${grants} grants | ${statements} | | | | ${ms(alone.p50)} | ${ms(alone.p95)} |`,
    ].join("\n"),
  );
  return [...tables, judge(results).join("\n"), ""].join("\n\n");
}

function tableRow({ title, statements, busy: { rest, bare }, alone }: Scenario): string {
  const ratio = (rest / bare).toFixed(2);
  const cells = [title, statements, perSecond(rest), perSecond(bare), ratio, ms(alone.p50), ms(alone.p95)];
  return `| ${cells.join(" | ")} |`;
}

function judge(results: RegistryResult[]): string[] {
  const [small, large] = [results[0], results.at(-1)];
  if (!small || !large) return [];
  const find = (result: RegistryResult, title: string) => result.scenarios.find((one) => one.title === title);
  const first = find(large, "list, first page");
  const growth = large.scenarios.flatMap((scenario) => {
    const before = find(small, scenario.title);
    return before
      ? [compare(`${scenario.title}: p95 at ${large.artifacts} over ${small.artifacts}`, scenario, before)]
      : [];
  });
  const depth = large.scenarios
    .filter((scenario) => scenario.title.startsWith("list, page"))
    .flatMap((scenario) =>
      first ? [compare(`${scenario.title}: p95 over the first page`, scenario, first)] : [],
    );
  const ratios = large.scenarios.map(({ title, busy }) => {
    const ratio = busy.rest / busy.bare;
    return `${title}: ${ratio.toFixed(2)} of bare pg (budget at least 0.50): ${verdict(ratio >= 0.5)}`;
  });
  const { alone, statements, grants } = large.permission;
  const check = `permission check with ${grants} grants: ${statements} statement, ${ms(alone.p95)} (budget one, 3 ms): ${verdict(statements === 1 && alone.p95 <= 3)}`;
  return [...ratios, ...growth, ...depth, check];
}

function compare(what: string, one: Scenario, other: Scenario): string {
  const ratio = one.alone.p95 / other.alone.p95;
  return `${what}: ${ratio.toFixed(2)} (budget at most 1.50): ${verdict(ratio <= 1.5)}`;
}
