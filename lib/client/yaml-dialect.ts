import { type Document, parseDocument } from "yaml";

/** How YAML is read and written. Strings that YAML 1.1 would read as something else are quoted: other tools still speak it. */
export const houseStyle = {
  version: "1.2",
  schema: "core",
  compat: "yaml-1.1",
  lineWidth: 0,
  aliasDuplicateObjects: false,
} as const;

/** With the tokens that it was read from, errors and all. */
export function parseYaml(text: string): Document {
  return parseDocument(text, {
    ...houseStyle,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: "error",
  });
}
