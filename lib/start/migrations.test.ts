import { expect, test } from "vitest";
import { compareMigrations } from "./migrations";

const finished = (name: string) => ({ name, finished: true });
const started = (name: string) => ({ name, finished: false });

test.each([
  { known: ["1", "2"], applied: [finished("1"), finished("2")], kind: "current", names: [] },
  { known: ["1", "2"], applied: [], kind: "pending", names: ["1", "2"] },
  { known: ["1", "2"], applied: [finished("1")], kind: "pending", names: ["2"] },
  { known: ["1"], applied: [finished("1"), finished("2")], kind: "newer", names: ["2"] },
  { known: ["1", "2"], applied: [finished("1"), started("2")], kind: "failed", names: ["2"] },
  { known: ["1", "2"], applied: [finished("1"), started("2"), finished("2")], kind: "current", names: [] },
])("a database with $applied under code with $known is $kind", ({ known, applied, kind, names }) => {
  expect(compareMigrations(known, applied)).toEqual({ kind, names });
});
