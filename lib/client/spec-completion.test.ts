import { describe, expect, test } from "vitest";
import { noteAt, suggestionsAt } from "./spec-completion";
import type { DocumentMode } from "./spec-document";

/** `|` is the cursor. */
function suggest(marked: string, mode: DocumentMode = "yaml") {
  const offset = marked.indexOf("|");
  return suggestionsAt(marked.replace("|", ""), mode, offset);
}
const labels = (marked: string, mode?: DocumentMode) =>
  suggest(marked, mode)?.options.map(({ label }) => label);
const inserted = (marked: string, label: string, mode?: DocumentMode) =>
  suggest(marked, mode)?.options.find((option) => option.label === label)?.insert;

const head = "name: x\nspec:\n  containerGroups:\n    - containers:\n";

describe("keys", () => {
  test("of the document, without those that are there", () => {
    expect(labels("name: x\n|")).toEqual(["description", "type", "status", "artifactRepositoryId", "spec"]);
    expect(labels("|")).toContain("name");
  });

  test("of a container: in a new line, in a half-written word, at the start of an item", () => {
    for (const line of [
      "        - name: a\n          |",
      "        - name: a\n          im|",
      "        - |",
    ]) {
      expect(labels(head + line)).toEqual(expect.arrayContaining(["imageUri", "port", "readinessProbe"]));
    }
    expect(labels(`${head}        - name: a\n          |`)).not.toContain("name");
  });

  test("before keys that follow", () => {
    expect(labels(`${head}        - name: a\n          |\n          port: 8080\n`)).toContain("primary");
  });

  test("what the platform writes is not offered", () => {
    expect(labels(`${head}        - |`)).not.toContain("build");
  });

  test("of a probe in brackets", () => {
    expect(labels(`${head}        - readinessProbe: { path: /, | }`)).toEqual(
      expect.arrayContaining(["port", "periodSeconds"]),
    );
  });

  test("only those of the form that is written", () => {
    const dockerfile = `${head}        - imageBuildConfig:\n            dockerfile:\n              source: `;
    expect(labels(`${dockerfile}provided\n              |`)).toEqual(["path"]);
    expect(labels(`${dockerfile}generated\n              |`)).toEqual([
      "executionEnvironmentId",
      "executionEnvironmentVersionId",
      "entrypoint",
    ]);
  });

  test("what follows the key is started", () => {
    const line = `${head}        - name: a\n          |`;
    expect(inserted(line, "port")).toBe("port: ");
    expect(inserted(line, "environmentVars")).toBe("environmentVars:\n            - ");
    expect(inserted(line, "readinessProbe")).toBe("readinessProbe:\n            ");
    expect(inserted(`${head}        - po|: 80`, "port")).toBe("port");
    expect(inserted('{ "name": "x", | }', "type", "json")).toBe('"type": ');
  });

  test("in JSON, inside the quotes too", () => {
    expect(labels('{ "na|" }', "json")).toContain("name");
    expect(
      labels('{ "spec": { "containerGroups": [{ "containers": [{ "name": "a", "p|" }] }] } }', "json"),
    ).toContain("port");
    expect(labels('{ |\n  "name": "x" }', "json")).not.toContain("name");
  });
});

describe("values", () => {
  test("that the schema lists", () => {
    expect(labels("type: |")).toEqual(["service", "nim", "agent", "mcp"]);
    expect(labels("type: n|\nname: x\n")).toEqual(["service", "nim", "agent", "mcp"]);
    expect(labels(`${head}        - primary: |`)).toEqual(["true", "false"]);
    expect(labels(`${head}        - environmentVars:\n            - source: |`)).toEqual([
      "string",
      "dr-credential",
      "api-key",
    ]);
    expect(inserted('{ "type": | }', "nim", "json")).toBe('"nim"');
  });

  test("none where anything may stand, and none in nonsense", () => {
    for (const text of [
      "name: |",
      "spec:\n  nothing:\n    |",
      "a: 'b|",
      "- - |",
      "? |",
      `${"[".repeat(5000)}|`,
    ]) {
      expect(suggest(text)).toBeNull();
    }
  });
});

describe("noteAt", () => {
  test("says what a field is, at its key and at its value", () => {
    const text = `${head}        - name: a\n          port: 8080\n`;
    for (const word of ["port", "8080"]) {
      const note = noteAt(text, "yaml", text.indexOf(word) + 1);
      expect(note).toMatchObject({ label: "Port", detail: "integer" });
      expect(text.slice(note?.from, note?.to)).toBe(word);
    }
    expect(noteAt(text, "yaml", 0)?.label).toBe("Name");
    expect(noteAt("nothing: 1", "yaml", 2)).toBeNull();
  });

  test("says what holds when it is left out", () => {
    const text = "spec: { containerGroups: [{ containers: [{ readinessProbe: { periodSeconds: 5 } }] }] }";
    expect(noteAt(text, "yaml", text.indexOf("periodSeconds"))?.detail).toBe("integer, 30 unless given");
  });
});
