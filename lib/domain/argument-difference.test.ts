import fc from "fast-check";
import { expect, test } from "vitest";
import { compareArguments } from "./argument-difference";
import { describeValue } from "./value-words";

const changed = (runs: { text: string; same: boolean }[]) =>
  runs.flatMap(({ text, same }) => (same ? [] : [text]));

test("an argument more at the front is the only change", () => {
  const { before, after } = compareArguments(
    ["serve", "--port", "1"],
    ["nice", "serve", "--quiet", "--port", "1"],
  );
  expect(changed(before)).toEqual([]);
  expect(changed(after)).toEqual(["nice", "--quiet"]);
});

test("what stayed is the same on both sides, in the same order", () => {
  const list = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });
  fc.assert(
    fc.property(list, list, (a, b) => {
      const { before, after } = compareArguments(a, b);
      const kept = (runs: typeof before) => runs.flatMap(({ text, same }) => (same ? [text] : []));
      expect(kept(before)).toEqual(kept(after));
      expect(before.map(({ text }) => text)).toEqual(a);
      expect(after.map(({ text }) => text)).toEqual(b);
    }),
  );
});

test.each([
  ["", '""'],
  [8080, "8080"],
  [["run", "a b"], "run 'a b'"],
  [[], "none"],
  [{ source: "string", name: "A", value: "" }, '""'],
  [{ source: "dr-credential", name: "A", drCredentialId: "c1", key: "token" }, "credential c1 · token"],
  [{ source: "api-key" }, "token of the platform"],
  [{ path: "/a", auth: "optional" }, "sign-in optional"],
  [{ path: "/readyz", port: 8080, host: null, httpHeaders: {} }, "path /readyz, port 8080"],
  [{ add: null }, "with nothing set"],
])("%j is read as %s", (value, text) => {
  expect(describeValue(value)).toBe(text);
});
