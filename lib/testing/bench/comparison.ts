import { performance } from "node:perf_hooks";
import { artifactInput } from "#lib/domain/artifacts";
import { compareContents } from "#lib/domain/comparison";

const budgetMs = 20;
const rounds = 41;

interface Variation {
  title: string;
  /** What the second spec differs in: the value of the nth variable, the name of the nth container. */
  value: (index: number) => string;
  name: (index: number) => string;
}

const variations: Variation[] = [
  {
    title: "every tenth field changed",
    value: (index) => (index % 10 ? "1" : "2"),
    name: (index) => `c-${index}`,
  },
  { title: "every field changed", value: () => "2", name: (index) => `c-${index}` },
  { title: "every container renamed", value: () => "1", name: (index) => `renamed-${index}` },
];

/** Two specs of 5,000 fields compared, beside printing and reading both as JSON in the same run. */
export function reportComparison(): string {
  const before = makeSpec(
    () => "1",
    (index) => `c-${index}`,
  );
  const rows = variations.map(({ title, value, name }) => {
    const after = makeSpec(value, name);
    const [compared, copied] = measureInTurns(
      () => compareContents(before, after),
      () => [JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(after))],
    );
    const holds = compared <= budgetMs ? "holds" : "DOES NOT HOLD";
    const ratio = (compared / copied).toFixed(2);
    return `| ${title} | ${compared.toFixed(2)} ms | ${copied.toFixed(2)} ms | ${ratio} | ${holds} |`;
  });
  return [
    `diff of two specs of 5,000 fields; medians of ${rounds} rounds; budget ${budgetMs} ms`,
    "",
    "| second spec | diff | both printed and read as JSON | ratio | budget |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

/** 20 containers of 250 fields: 236 variables, and what every container has. */
function makeSpec(value: (index: number) => string, name: (index: number) => string) {
  const containers = Array.from({ length: 20 }, (_, index) => ({
    name: name(index),
    imageUri: `registry.example/team/app-${index}:1.4.2`,
    ...(index === 0 && { primary: true, port: 8080 }),
    environmentVars: Array.from({ length: 236 }, (_variable, at) => ({
      name: `SETTING_${index}_${at}`,
      value: value(at),
    })),
  }));
  return artifactInput.parse({ name: "bench", spec: { containerGroups: [{ containers }] } });
}

function measureInTurns(...works: [() => unknown, () => unknown]): [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    works.forEach((work, index) => {
      const begun = performance.now();
      work();
      times[index]?.push(performance.now() - begun);
    });
  }
  return [median(times[0]), median(times[1])];
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
