import { expect, test } from "vitest";
import { editValue } from "./document-edits";
import { editVariables, type VariableAction } from "./variable-edits";

const path = ["spec", "containerGroups", 0, "containers", 0, "environmentVars"];

function after(variables: unknown, action: VariableAction): unknown {
  const document = { spec: { containerGroups: [{ containers: [{ environmentVars: variables }] }] } };
  const edited = editValue(document, editVariables(document, path, action));
  return JSON.parse(JSON.stringify(edited)).spec.containerGroups[0].containers[0].environmentVars;
}

const [a, b] = [
  { name: "A", value: "1" },
  { name: "B", value: "2" },
];

test.each<[string, unknown, VariableAction, unknown]>([
  ["typing a value", [a], { do: "type", index: 0, key: "value", text: "" }, [{ name: "A", value: "" }]],
  [
    "typing into the row after the last",
    [a],
    { do: "type", index: 1, key: "name", text: "B" },
    [a, { name: "B" }],
  ],
  ["the first variable", undefined, { do: "type", index: 0, key: "name", text: "B" }, [{ name: "B" }]],
  [
    "a value before its name",
    [],
    { do: "type", index: 0, key: "value", text: "x" },
    [{ name: "", value: "x" }],
  ],
  ["removing", [a, b], { do: "remove", index: 0 }, [b]],
  ["removing the last one", [a], { do: "remove", index: 0 }, undefined],
  ["moving down", [a, b], { do: "move", index: 0, by: 1 }, [b, a]],
  ["moving out of the list", [a, b], { do: "move", index: 0, by: -1 }, [a, b]],
  [
    "a credential instead of a value",
    [a],
    { do: "source", index: 0, source: "dr-credential" },
    [{ name: "A", source: "dr-credential" }],
  ],
  [
    "another credential, with a key that it has",
    [{ name: "A", source: "dr-credential" }],
    { do: "reference", index: 0, drCredentialId: "1", key: "apiToken" },
    [{ name: "A", source: "dr-credential", drCredentialId: "1", key: "apiToken" }],
  ],
])("%s", (_case, variables, action, expected) => {
  expect(after(variables, action)).toEqual(expected);
});
