import { describe, expect, test } from "vitest";
import { artifactInput } from "./artifacts";
import { compareContents } from "./comparison";
import { comparisonMarkdown } from "./comparison-markdown";
import { maskAt, maskChange } from "./comparison-mask";
import { listParts } from "./comparison-parts";
import { tabulate } from "./comparison-table";
import { comparisonSentence } from "./comparison-words";
import { masked } from "./masked";

type Artifact = ReturnType<typeof artifact>;

function artifact(containers: object[], more: object = {}) {
  return artifactInput.parse({ name: "claims", spec: { containerGroups: [{ containers }] }, ...more });
}

const agent = { name: "agent", primary: true, port: 8080, imageUri: "i:1" };
const key = (value: string) => ({ environmentVars: [{ name: "API_KEY", value }] });
const cache = { name: "cache", imageUri: "redis:7" };

function compared(base: Artifact, ...others: Artifact[]) {
  return others.map((other) => {
    const { changes, reorderings } = compareContents(base, other);
    return { changes: changes.map(maskChange), reorderings };
  });
}

const texts = (base: Artifact, ...others: Artifact[]) =>
  tabulate(compared(base, ...others)).map(({ title, was, rows }) => [
    was === null ? title : `${title} was ${was}`,
    ...rows.map(({ words, cells, risks }) => [
      words,
      ...cells.map(({ state, value }) => (value === undefined ? state : `${state} ${JSON.stringify(value)}`)),
      ...risks,
    ]),
  ]);

test("one table per container, a row per change, the artifact's own first", () => {
  const after = artifact(
    [
      { ...agent, imageUri: "i:2" },
      { ...cache, name: "redis" },
    ],
    { description: "new" },
  );
  expect(texts(artifact([agent, cache]), after)).toEqual([
    ["Artifact", ["description", 'same ""', 'changed "new"', "words"]],
    ["agent", ["image", 'same "i:1"', 'changed "i:2"', "image"]],
    ["redis was cache", ["name", 'same "cache"', 'changed "redis"', "renamed"]],
  ]);
});

test("several artifacts stand beside the base, each with what it has", () => {
  const probe = { livenessProbe: { path: "/livez" } };
  const base = artifact([{ ...agent, ...probe }]);
  const slower = artifact([{ ...agent, livenessProbe: { path: "/livez", periodSeconds: 60 } }]);
  const [section] = texts(base, slower, artifact([agent]), artifact([{ ...agent, ...probe, port: 9090 }]));
  expect(section).toEqual([
    "agent",
    ["port", "same 8080", "same 8080", "same 8080", "changed 9090", "port"],
    [
      "livenessProbe",
      expect.stringContaining("same {"),
      "inside",
      "removed",
      expect.anything(),
      "probe-loosened",
    ],
    ["livenessProbe.periodSeconds", "same 30", "changed 60", "removed", "same 30", "probe-loosened"],
  ]);
});

test("a container that came or went is shown in brief, then piece by piece", () => {
  const [section] = texts(artifact([agent]), artifact([agent, cache]));
  expect(section?.slice(0, 3)).toEqual([
    "cache",
    ["container", "absent", 'added "redis:7"', "container"],
    ["name", "absent", 'added "cache"'],
  ]);
  expect(texts(artifact([agent, cache]), artifact([agent]))[0]?.[1]).toEqual([
    "container",
    'same "redis:7"',
    "removed",
    "container",
  ]);
});

test("with everything that is set, also what does not differ, in the order of the specification", () => {
  const base = artifact([{ ...agent, ...key("one") }]);
  const after = artifact([{ ...agent, ...key("two"), entrypoint: ["run"] }]);
  const fields = listParts(base).map((one) => ({ ...one, value: maskAt(one.address, one.value) }));
  const [, section] = tabulate(compared(base, after), fields);
  expect(section?.rows.map(({ words, risks }) => [words, ...risks])).toEqual([
    ["name"],
    ["description"],
    ["image"],
    ["port"],
    ["primary"],
    ["entrypoint", "entrypoint"],
    ["environment API_KEY", "credential"],
  ]);
});

describe("in words", () => {
  test.each([
    ["Nothing differs.", artifact([agent])],
    ["1 change in 1 container.", artifact([{ ...agent, port: 9090 }])],
    [
      "2 changes in 1 container and the artifact itself.",
      artifact([{ ...agent, port: 9090 }], { description: "new" }),
    ],
  ])("%s", (sentence, after) => {
    expect(comparisonSentence(compareContents(artifact([agent]), after))).toBe(sentence);
  });

  test("what was reordered is said to change nothing", () => {
    const vars = (...names: string[]) =>
      artifact([{ ...agent, environmentVars: names.map((name) => ({ name })) }]);
    expect(comparisonSentence(compareContents(vars("A", "B"), vars("B", "A")))).toBe(
      "Nothing differs. 2 variables were reordered, which changes nothing.",
    );
  });
});

test("as Markdown: masked, and no value can leave its cell", () => {
  const base = artifact([{ ...agent, ...key("hunter2"), description: "a `b` | c\nd" }]);
  const after = artifact([{ ...agent, ...key("hunter3") }]);
  const [comparison] = compared(base, after);
  if (!comparison) throw new Error("compared");
  const text = comparisonMarkdown({
    title: "v1 and v2",
    labels: ["v1", "v2"],
    sentences: [comparisonSentence(comparison)],
    sections: tabulate([comparison]),
  });
  expect(text).toBe(`## v1 and v2

2 changes in 1 container.

### agent

| field | v1 (base) | v2 | risk |
| --- | --- | --- | --- |
| description | \`\`a \`b\` \\| c d\`\` | \`""\` | words |
| environment API\\_KEY | \`${masked}\` | \`${masked}\` | credential |
`);
});
