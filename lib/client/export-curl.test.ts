import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { formatCurl } from "./export-curl";

const origin = "https://plimsoll.example";

/** What a shell makes of each text: the arguments that curl would get, and what it would be fed. */
function runInShell(texts: readonly string[]): { args: string[]; body: unknown }[] {
  const script = ["curl() { printf '%s\\0' \"$@\"; cat; printf '\\0\\0'; }", ...texts].join("\n");
  const output = execFileSync("sh", ["-c", script], { env: { ...process.env, PLIMSOLL_TOKEN: "t0k'en" } });
  return output
    .toString()
    .split("\0\0")
    .slice(0, -1)
    .map((answer) => {
      const parts = answer.split("\0");
      return { args: parts.slice(0, -1), body: z.json().parse(JSON.parse(parts.at(-1) ?? "")) };
    });
}

test("a new artifact is posted, into its repository where it has one", () => {
  const [{ args, body } = { args: [], body: null }] = runInShell([
    formatCurl({ name: "it's $HOME" }, { origin, artifact: null, repositoryId: "r1" }),
  ]);
  expect(args).toEqual([
    "--fail-with-body",
    "--request",
    "POST",
    `${origin}/api/v2/artifacts/`,
    "--header",
    "Authorization: Bearer t0k'en",
    "--header",
    "Content-Type: application/json",
    "--data-binary",
    "@-",
  ]);
  expect(body).toEqual({ artifactRepositoryId: "r1", name: "it's $HOME" });
});

test("a draft is put over the revision that it was read at", () => {
  const [{ args } = { args: [] }] = runInShell([
    formatCurl({ name: "web" }, { origin, artifact: { id: "66f1a2b3c4d5e6f708192a3b", revision: 7 } }),
  ]);
  expect(args).toContain("PUT");
  expect(args).toContain(`${origin}/api/v2/artifacts/66f1a2b3c4d5e6f708192a3b`);
  expect(args).toContain('If-Match: "7"');
});

test("any document comes through a shell unchanged", () => {
  const odd = fc.constantFrom("'", '"', "$HOME", "`id`", "\\", "\n", "JSON", "\nJSON\n", "!", "é", "%s");
  const texts = fc
    .array(fc.oneof(odd, fc.string({ unit: "grapheme" })), { maxLength: 6 })
    .map((parts) => parts.join(""));
  const documents = fc.sample(fc.dictionary(texts, texts), { numRuns: 200, seed: 7 });
  const read = runInShell(documents.map((document) => formatCurl(document, { origin, artifact: null })));
  expect(read.map(({ body }) => body)).toEqual(documents.map((document) => ({ ...document })));
});
