import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMap, isScalar, parseAllDocuments, type Scalar, visit } from "yaml";
import { detectImport, importText } from "./import-text";
import type { LostItem } from "./ledger";

const folder = join(import.meta.dirname, "../../testing/samples/imports");
const readSample = (name: string) => readFileSync(join(folder, name), "utf8");

function importSample(text: string) {
  const outcome = importText(text, detectImport(text));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome;
}

/** What an import says, without where: a line or two more of a text must not count as a difference. */
function told({ document, lost, notes }: { document: unknown; lost: LostItem[]; notes: string[] }): string {
  return JSON.stringify([document, lost.map(({ where, what, why }) => [where, what, why]), notes]);
}

/** What is read only to find the way: which kind of file or object it is, and what others refer to. */
const signposts = /^(version|apiVersion|kind)$/;

describe.each(["compose.yaml", "kubernetes.yaml", "deployment.yaml"])("%s", (name) => {
  const text = readSample(name);
  const before = importSample(text);
  const documents = parseAllDocuments(text);
  // Objects that are lost as a whole are told by their names only.
  const end = `${text}\nkind: Service`.indexOf("\nkind: Service");
  const scalars: { node: Scalar; label: string }[] = [];
  for (const document of "empty" in documents ? [] : documents) {
    visit(document, {
      Scalar(key, node, path) {
        const pair = path.at(-1);
        const own = pair && "key" in pair && isScalar(pair.key) ? String(pair.key.value) : "";
        if (key !== "key" && node.range && node.range[0] < end && !signposts.test(own))
          scalars.push({ node, label: own });
      },
    });
  }

  test("each value that is changed changes the document or what is said of it", () => {
    for (const { node, label } of scalars) {
      const [from, to] = node.range ?? [0, 0];
      const value = typeof node.value === "number" ? String(node.value + 1) : '"changed-value"';
      const after = importText(text.slice(0, from) + value + text.slice(to), detectImport(text));
      if (after.ok) expect(told(after), `${label} at ${from}`).not.toEqual(told(before));
    }
  });

  test("each key that nobody knows is on the list, wherever it stands", () => {
    const maps: number[] = [];
    for (const document of "empty" in documents ? [] : documents) {
      visit(document, {
        Map(_key, node) {
          // Where a map begins on a line of its own, a line before it is one more key of it.
          const first = node.items[0]?.key;
          if (isMap(node) && !node.flow && isScalar(first) && first.range) maps.push(first.range[0]);
        },
      });
    }
    fc.assert(
      fc.property(fc.constantFrom(...maps), fc.stringMatching(/^[a-z]{3,8}$/), (at, word) => {
        const indent = " ".repeat(at - text.lastIndexOf("\n", at - 1) - 1);
        const key = `zz-${word}`;
        const { lost, document } = importSample(`${text.slice(0, at)}${key}: 1\n${indent}${text.slice(at)}`);
        const isTold = lost.some(
          ({ where, what }) => where.includes(key) || what.includes(key) || what === "the whole object",
        );
        // Among variables any key is one.
        const isCarried = JSON.stringify(document).includes(`"name":"${key}"`);
        expect(isTold || isCarried, `${key} before ${text.slice(at, at + 30)}`).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("docker-run.sh", () => {
  const text = readSample("docker-run.sh");
  const words = [
    "--label a=b",
    "--gpus all",
    "-w /app",
    "--tmpfs /run",
    "--unknown=1",
    "-x 3",
    "--log-driver none",
  ];

  test.each(words)("%s is on the list", (flag) => {
    const { lost } = importSample(text.replace("docker run", `docker run ${flag}`));
    expect(lost.map(({ where }) => where)).toContain(flag);
  });

  test("each word that is changed changes the document or what is said of it", () => {
    const before = told(importSample(text));
    for (const { index, 0: word } of text.matchAll(/(?<=[\s=:])[\w./]+(?=[\s:'"=]|$)/g)) {
      if (/^(sudo|docker|run)$/.test(word) || text.lastIndexOf("#", index) > text.lastIndexOf("\n", index))
        continue;
      const after = importText(
        `${text.slice(0, index)}Z${word}${text.slice(index + word.length)}`,
        "docker-run",
      );
      if (after.ok) expect(told(after), `${word} at ${index}`).not.toEqual(before);
    }
  });
});
