import fc from "fast-check";
import { type DocumentEdit, editValue, isJsonList, isJsonMap } from "#lib/client/document-edits";
import type { DocumentPath } from "#lib/client/document-places";
import { valueAt } from "#lib/domain/json-values";

/** Keys that are odd for YAML, for JavaScript or for paths among the plain ones. */
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("name", "port", "path", "primary", "a", "b", "c") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("__proto__", "constructor", "a.b", "1", "null", "no", "", "<<", "- x", "a: b"),
  },
);

/** Strings that YAML could take for something else, or that need quotes, among plain words. */
const arbitraryScalar: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom("web", "a b", "registry.example/team/app:1.4.2", "/healthz"),
  fc.constantFrom("no", "null", "~", "08", "0x10", "1e3", "1_000", "2024-01-01", "1:20", "true", "", " a "),
  fc.constantFrom(
    "a # b",
    "a: b",
    "- a",
    "&a",
    "*a",
    "!a",
    "|",
    "[a",
    "a, b",
    "'",
    '"',
    "\\",
    "# a",
    "a\nb",
    "\n",
  ),
  fc.constantFrom("line one\nline two\n", "  two\n spaces\n\n", "tab\there", "\u0000", "\u2028", "😀"),
  fc.integer(),
  fc.constantFrom(0, 1.5, 1e21, 1e-7, 9007199254740991),
  fc.boolean(),
  fc.constant(null),
);

export const arbitraryJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    arbitraryScalar,
    tie("map"),
    tie("list"),
    tie("named"),
  ),
  map: fc.dictionary(key, tie("value"), { maxKeys: 5 }),
  list: fc.array(tie("value"), { maxLength: 4 }),
  named: fc
    .uniqueArray(fc.constantFrom("web", "cache", "db", "proxy", "no", "8"), { maxLength: 5 })
    .chain((names) =>
      fc
        .tuple(...names.map((name) => tie("value").map((value) => ({ name, value }))))
        .map((items) => [...items]),
    ),
})).value;

interface Intent {
  kind: number;
  at: number;
  from: number;
  to: number;
  value: unknown;
  key: string;
}

const intent: fc.Arbitrary<Intent> = fc.record({
  kind: fc.nat(5),
  at: fc.nat(),
  from: fc.nat(3),
  to: fc.nat(3),
  value: arbitraryJson,
  key,
});

/** One to four edits that mostly hit what is there. */
export function arbitraryEdits(value: unknown): fc.Arbitrary<DocumentEdit[]> {
  return fc.array(intent, { minLength: 1, maxLength: 4 }).map((intents) => {
    let now = value;
    return intents.map((one) => {
      const edit = makeEdit(now, one);
      now = editValue(now, [edit]);
      return edit;
    });
  });
}

function makeEdit(document: unknown, { kind, at, from, to, value, key: name }: Intent): DocumentEdit {
  const paths = pathsOf(document);
  const choose = (some: readonly DocumentPath[]) => some[at % some.length] ?? [];
  const lists = paths.filter((path) => isJsonList(valueAt(document, path)));
  const maps = paths.filter((path) => isJsonMap(valueAt(document, path)));
  const keyed = paths.filter((path) => typeof path.at(-1) === "string");
  if (kind === 0) return { kind: "remove", path: choose(paths.slice(1)) };
  if (kind === 1) return { kind: "set", path: [...choose(maps), name], value };
  if (kind === 2) return { kind: "rename", path: choose(keyed), key: name };
  if (kind === 3 && lists.length > 0) return { kind: "move", path: choose(lists), from, to };
  if (kind === 4 && lists.length > 0) return { kind: "insert", path: choose(lists), index: from, value };
  return { kind: "set", path: choose(paths.slice(1)), value };
}

function pathsOf(value: unknown, path: DocumentPath = []): DocumentPath[] {
  if (isJsonList(value)) return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (!isJsonMap(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([step, item]) => pathsOf(item, [...path, step]))];
}
