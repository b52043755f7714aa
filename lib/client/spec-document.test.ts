import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { artifactInput } from "#lib/domain/artifacts";
import { compactDocument } from "#lib/domain/compact";
import { arbitraryArtifact } from "#lib/testing/arbitrary-spec";
import { convertDocument, documentModes, problemsOf, readDocument, writeDocument } from "./spec-document";

const samples = new URL("../testing/samples/specs/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, samples), "utf8");
const { cases } = z
  .object({
    cases: z.array(z.object({ mistake: z.string(), containers: z.array(z.unknown()), path: z.string() })),
  })
  .parse(JSON.parse(read("invalid.json")));

/** What each mistake must be shown on: the text under the problem, in YAML; JSON quotes what is a string there. */
const shownOn: Record<string, string> = {
  "no primary among two containers": "containers",
  "two primaries": "containers",
  "primary without port": "name",
  "sidecar with port": "9090",
  "privileged port": "80",
  "port too high": "65536",
  "neither image nor build": "name",
  "upper-case name": "Web",
  "name starts with a digit": "1web",
  "name ends with a hyphen": "web-",
  "two containers of one name": "a",
  "a variable twice": "A",
  "credential reference without key": "source",
  "probe without path": "readinessProbe",
  "unknown field": "replicas",
  "generated Dockerfile without entrypoint": "dockerfile",
  "Dockerfile outside the source": "../Dockerfile",
  "build config on a sidecar": "imageBuildConfig",
};

describe.each(documentModes)("mistakes in %s", (mode) => {
  test.each(cases)("$mistake", ({ mistake, containers, path }) => {
    const text = writeDocument({ name: "x", spec: { containerGroups: [{ containers }] } }, mode);
    const problem = problemsOf(text, mode).find((one) => one.path === path && one.severity === "error");
    const shown = problem && text.slice(problem.from, problem.to);
    expect(shown?.replaceAll('"', "")).toBe(shownOn[mistake]);
  });
});

describe("sample documents", () => {
  test.each(readdirSync(samples).filter((name) => name !== "invalid.json"))(
    "%s has no mistake, in either notation",
    (name) => {
      const text = read(name);
      const mode = name.endsWith(".json") ? "json" : "yaml";
      const errors = (...args: Parameters<typeof problemsOf>) =>
        problemsOf(...args).filter((problem) => problem.severity === "error");
      expect(errors(text, mode)).toEqual([]);
      for (const other of documentModes) {
        const converted = convertDocument(text, mode, other);
        expect(converted).not.toBeNull();
        expect(errors(converted ?? "", other)).toEqual([]);
        expect(readDocument(converted ?? "", other).value).toEqual(parse(text));
      }
    },
  );
});

describe("readDocument", () => {
  test("a value goes through YAML and JSON without a difference", () => {
    fc.assert(
      fc.property(arbitraryArtifact, (artifact) => {
        const document = compactDocument(artifact);
        const yaml = writeDocument(document, "yaml");
        const json = convertDocument(yaml, "yaml", "json") ?? "";
        const back = convertDocument(json, "json", "yaml") ?? "";
        expect(readDocument(back, "yaml").value).toEqual(document);
        expect(artifactInput.parse(readDocument(json, "json").value).spec).toEqual(artifact.spec);
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  test("YAML 1.2: no and on are words", () => {
    expect(readDocument("a: NO\nb: on\nc: 1:20\n", "yaml").value).toEqual({ a: "NO", b: "on", c: "1:20" });
  });

  test("a key that is there twice is shown on the second", () => {
    for (const [text, mode] of [
      ["name: a\nname: b\n", "yaml"],
      ['{"name": 1, "name": 2}', "json"],
    ] as const) {
      const [problem] = problemsOf(text, mode).filter((one) => one.code === "duplicate_key");
      expect(problem?.from).toBe(text.lastIndexOf(mode === "json" ? '"name"' : "name"));
      expect(problem?.message).toBe("This key is here twice");
    }
  });

  test("several documents are refused", () => {
    expect(problemsOf("name: a\n---\nname: b\n", "yaml")).toMatchObject([{ code: "multiple_docs", from: 8 }]);
  });

  test("an alias without an anchor is shown at its place", () => {
    expect(problemsOf("name: *nobody\n", "yaml")).toMatchObject([{ code: "lost_alias", from: 6, to: 13 }]);
  });

  test("aliases that multiply, and nesting without end, are refused at once", () => {
    const bomb = Array.from(
      { length: 40 },
      (_, n) => `b${n}: &b${n} [${n ? `*b${n - 1}, *b${n - 1}` : "x, x"}]`,
    );
    const started = performance.now();
    expect(problemsOf(bomb.join("\n"), "yaml")).toMatchObject([
      { message: "Aliases repeat too much of this document" },
    ]);
    for (const deep of [
      "[".repeat(100_000),
      "- ".repeat(100_000),
      '{"a":'.repeat(100_000),
      "? ".repeat(100_000),
    ]) {
      expect(problemsOf(deep, "yaml")).toMatchObject([{ message: "Nested too deeply" }]);
      expect(problemsOf(deep, "json")).toHaveLength(1);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("nothing that is typed throws, and every problem is inside the text", () => {
    const lines = fc.constantFrom(
      "name: x",
      "spec:",
      "  containerGroups:",
      "  - containers:",
      "    - name: a",
      "  port: 80",
      "&a",
      "*a",
      "? ",
      "- ",
      "{",
      "]",
      "|",
      "'",
      "!!set",
      "\t",
      "<<: *a",
      "__proto__: 1",
      "---",
      "%YAML 9",
    );
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(lines).map((all) => all.join("\n")),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom(...documentModes), (text, mode) => {
        for (const { from, to } of problemsOf(text, mode)) {
          expect(0 <= from && from <= to && to <= text.length).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  test("an empty document says what it needs", () => {
    expect(problemsOf("# nothing yet\n", "yaml")).toMatchObject([{ code: "required", from: 0 }]);
  });
});

test("a problem says where in the words of the document", () => {
  const text = `spec:
  storage: { mode: x }
  containerGroups:
    - containers:
        - { name: agent, port: 80, primary: true, imageUri: r/a:1, environmentVars: [{ value: x }] }
`;
  const where = problemsOf(text, "yaml").flatMap((one) => (one.severity === "error" ? one.where : []));
  expect(where).toEqual(
    expect.arrayContaining(["name", "storage · mode", "agent · port", "agent · environmentVars 1 · name"]),
  );
});

describe("places", () => {
  const text = read("agent-with-sidecars.yaml");
  const document = readDocument(text, "yaml");
  const container = "spec.containerGroups[0].containers[0]";

  test.each([
    [`${container}.imageUri`, "ghcr.io/acme/claims-agent:2.4.1"],
    [`${container}.environmentVars[1].name`, "OTEL_EXPORTER_OTLP_ENDPOINT"],
    [`${container}.readinessProbe.timeoutSeconds`, "readinessProbe"],
    [`${container}.securityContext.seccompProfile.type`, "securityContext"],
    [`${container}.environmentVars`, "environmentVars"],
    [`${container}.startupProbe`, "name"],
    ["spec.storage", "spec"],
    ["tags", "name"],
    ["", "name"],
  ])("%s is shown on %s", (path, shown) => {
    const { from, to } = document.rangeOf(path);
    expect(text.slice(from, to)).toBe(shown);
  });

  test("a key with dots is found", () => {
    const yaml = "httpHeaders: { a.b: 1 }";
    const { from, to } = readDocument(yaml, "yaml").rangeOf("httpHeaders.a.b");
    expect(yaml.slice(from, to)).toBe("1");
  });

  test("the place of an offset", () => {
    const at = text.indexOf("/readyz");
    expect(document.placeAt(at)).toEqual({
      path: ["spec", "containerGroups", 0, "containers", 0, "readinessProbe", "path"],
      onKey: false,
    });
    expect(document.placeAt(text.indexOf("livenessProbe")).onKey).toBe(true);
  });

  test("warnings stand at their place and after the errors, also while something else is wrong", () => {
    const broken = text.replace("redis:7.4-alpine", "redis").replace('{ drop: ["ALL"] }', "7");
    const problems = problemsOf(broken, "yaml");
    expect(problems.map(({ severity }) => severity)).toEqual(["error", "warning", "warning"]);
    const shown = problems.map(({ from, to }) => broken.slice(from, to));
    expect(shown).toEqual(["7", "readinessProbe", "docker.io/library/redis"]);
  });
});
