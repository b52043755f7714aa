import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryEdits, arbitraryJson } from "#lib/testing/arbitrary-edits";
import {
  applyEdits,
  type DocumentHistory,
  isBehind,
  isReadable,
  redo,
  replaceAll,
  startHistory,
  textOf,
  typeText,
  undo,
} from "./document-history";
import { documentModes, readDocument } from "./spec-document";

const start = "# mine\nname:   web # the name\nport: 80\n";
const set = (path: string[], value: unknown) => [{ kind: "set" as const, path, value }];
const texts = (state: DocumentHistory) => documentModes.map((mode) => textOf(state, mode));

describe("one document, two texts", () => {
  test("JSON is written from the value until somebody types in it; then its own formatting stays", () => {
    const first = startHistory(start, "yaml");
    expect(textOf(first, "json")).toBe('{\n  "name": "web",\n  "port": 80\n}\n');
    const typed = typeText(first, "json", '{"name":"web",   "port":81}', 0);
    expect(textOf(typed, "yaml")).toBe(start.replace("80", "81"));
    const edited = applyEdits(typed, set(["port"], 82), undefined, 0);
    expect(textOf(edited, "json")).toBe('{"name":"web",   "port":82}');
    expect(textOf(edited, "yaml")).toBe(start.replace("80", "82"));
  });

  test("while one text cannot be read the other waits, and the form has nothing to edit", () => {
    const broken = typeText(startHistory(start, "yaml"), "yaml", `${start}spec: [`, 0);
    expect([isReadable(broken), isBehind(broken, "json"), isBehind(broken, "yaml")]).toEqual([
      false,
      true,
      false,
    ]);
    expect(broken.value).toEqual({ name: "web", port: 80 });
    expect(textOf(broken, "json")).toContain('"port": 80');
    expect(applyEdits(broken, set(["port"], 81), undefined, 0)).toBe(broken);
    const mended = typeText(broken, "yaml", `${start}spec: []`, 0);
    expect([isReadable(mended), isBehind(mended, "json")]).toEqual([true, false]);
    expect(textOf(mended, "json")).toContain('"spec": []');
  });

  test("typing in the other view goes on from what could be read last", () => {
    const broken = typeText(startHistory(start, "yaml"), "yaml", `${start}spec: [`, 0);
    const other = typeText(broken, "json", '{ "name": "web", "port": 81 }', 5000);
    expect(textOf(other, "yaml")).toBe(start.replace("80", "81"));
    expect(textOf(undo(other), "yaml")).toBe(`${start}spec: [`);
  });

  test("an unreadable beginning is kept", () => {
    const state = startHistory("name: [", "yaml");
    expect([textOf(state, "yaml"), isReadable(state), state.value]).toEqual(["name: [", false, null]);
    const mended = typeText(state, "yaml", "name: []", 0);
    expect(textOf(undo(mended), "yaml")).toBe("name: [");
  });
});

describe("undo and redo", () => {
  test("a burst is one step, a pause or another field begins the next", () => {
    let state = startHistory(start, "yaml");
    for (const [at, port, burst] of [
      [0, 8, "port"],
      [900, 80, "port"],
      [1800, 808, "port"],
      [3000, 8080, "port"],
      [3100, 8081, "other"],
      [3200, 8082, undefined],
      [3300, 8083, undefined],
    ] as const) {
      state = applyEdits(state, set(["port"], port), burst, at);
    }
    const ports = [8082, 8081, 8080, 808, 80].map((port) => {
      state = undo(state);
      return [port, state.value];
    });
    expect(ports).toEqual([8082, 8081, 8080, 808, 80].map((port) => [port, { name: "web", port }]));
    expect(state.past).toHaveLength(0);
    expect(undo(state)).toBe(state);
  });

  test("a step says what it was about, done, undone and done again", () => {
    const state = applyEdits(startHistory(start, "yaml"), set(["port"], 81), "port", 0);
    expect(state.place).toEqual({ view: "form", path: ["port"], offset: null });
    const typed = typeText(state, "yaml", textOf(state, "yaml").replace("81", "89"), 0);
    const place = { view: "yaml", path: ["port"], offset: start.indexOf("80") + 1 };
    expect(typed.place).toEqual(place);
    expect(undo(typed).place).toEqual(place);
    expect(undo(undo(typed)).place?.view).toBe("form");
    expect(redo(undo(undo(typed))).place?.view).toBe("form");
  });

  test("a new step ends what could be done again", () => {
    const state = undo(applyEdits(startHistory(start, "yaml"), set(["port"], 81), undefined, 0));
    expect(redo(applyEdits(state, set(["port"], 90), undefined, 0)).future).toEqual([]);
  });

  test("the oldest of very many steps are forgotten", () => {
    let state = startHistory("a: 0\n", "yaml");
    for (let n = 1; n <= 520; n += 1) state = applyEdits(state, set(["a"], n), undefined, n);
    expect(state.past).toHaveLength(500);
  });

  test("undo gives exactly the texts before, redo those after, whatever was done", () => {
    const arbitraryTyping = fc.record({
      at: fc.nat(60),
      mode: fc.constantFrom(...documentModes),
      typed: fc.constantFrom("x", "{", '"', ": ", "\n", "- ", "]", "# note\n", ""),
      cut: fc.nat(3),
    });
    const doings = fc.array(
      fc.oneof(arbitraryTyping, arbitraryJson.chain(arbitraryEdits), fc.constant("all")),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(doings, (all) => {
        let state = startHistory(start, "yaml");
        const seen = [texts(state)];
        all.forEach((doing, index) => {
          const before = state;
          if (doing === "all") state = replaceAll(state, `n: ${index}\n`, "yaml");
          else if (typeof doing === "string") return;
          else if (Array.isArray(doing)) state = applyEdits(state, doing, undefined, index);
          else {
            const old = textOf(state, doing.mode);
            const text = old.slice(0, doing.at) + doing.typed + old.slice(doing.at + doing.cut);
            state = typeText(state, doing.mode, text, index * 5000);
          }
          if (state !== before) seen.push(texts(state));
          if (isReadable(state)) {
            for (const mode of documentModes) {
              expect(readDocument(textOf(state, mode), mode).value).toEqual(state.value);
            }
          }
        });
        for (const expected of seen.toReversed().slice(1)) {
          state = undo(state);
          expect(texts(state)).toEqual(expected);
        }
        for (const expected of seen.slice(1)) {
          state = redo(state);
          expect(texts(state)).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
