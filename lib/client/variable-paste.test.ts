import { expect, test } from "vitest";
import { parseEnvFile } from "#lib/domain/imports/env-file";
import { editValue } from "./document-edits";
import { pasteVariables, readPastedVariables } from "./variable-paste";

const path = ["environmentVars"];

test("what is new is added, what differs is changed in place, references stay", () => {
  const document = {
    environmentVars: [
      { name: "LOG_LEVEL", value: "info" },
      { name: "REGION", value: "eu" },
      { source: "dr-credential", name: "API_KEY", drCredentialId: "1", key: "k" },
    ],
  };
  const file = parseEnvFile("LOG_LEVEL=debug\nREGION=eu\nAPI_KEY=plain\nNEW='a b'\nnonsense\n");
  const { edits, note } = pasteVariables(document, path, file);
  expect(editValue(document, edits)).toEqual({
    environmentVars: [
      { name: "LOG_LEVEL", value: "debug" },
      { name: "REGION", value: "eu" },
      { source: "dr-credential", name: "API_KEY", drCredentialId: "1", key: "k" },
      { name: "NEW", value: "a b" },
    ],
  });
  expect(note).toMatch(/^1 added, 1 changed, 1 as before, kept as references: API_KEY\. Line 5, nonsense: /);
});

test("into nothing", () => {
  const { edits, note } = pasteVariables({}, path, parseEnvFile("A=1\nB=2"));
  expect(editValue({}, edits)).toEqual({
    environmentVars: [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ],
  });
  expect(note).toBe("2 added.");
});

test.each([
  ["name", "A=1", true],
  ["name", "LOG_LEVEL", false],
  ["value", "user=me", false],
  ["value", "A=1\nB=2", true],
  ["value", "-----BEGIN KEY-----\nabc=\n-----END KEY-----", false],
  ["value", "one line\nand another", false],
])("into a %s, %j is a .env: %s", (cell, text, expected) => {
  expect(readPastedVariables(text, cell) !== null).toBe(expected);
});
