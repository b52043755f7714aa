import type { InputPlace, Ledger } from "./ledger";
import { childrenOf, type SourceNode } from "./source-tree";

const variable = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])((?:[^{}]|\$\{[^{}]*\})*))?\})/g;

/**
 * `$NAME`, `${NAME}`, `${NAME:-default}` of a text whose variables nobody knows here: defaults are taken, the rest stays
 * as written, and both are said. `$$` is a dollar.
 */
export function interpolate(text: string, place: InputPlace, ledger: Ledger): string {
  return text.replaceAll(variable, (written: string, ...groups: (string | undefined)[]) => {
    const [plain, braced, operator, operand = ""] = groups;
    const name = plain ?? braced;
    if (name === undefined) return "$";
    if (operator === "-" || operator === ":-") {
      ledger.note(`${name} is not known here: its default ${JSON.stringify(operand)} is written instead`);
      return interpolate(operand, place, ledger);
    }
    if (operator === "+" || operator === ":+") {
      ledger.lose(place, written, `${name} is not known here, and counts as not set`);
      return "";
    }
    ledger.ask(
      place,
      written,
      `The value of ${name} is not in this file: write it in the place of ${written}`,
    );
    return written;
  });
}

/** All scalars of a compose file; keys are never interpolated. */
export function interpolateTree(node: SourceNode, ledger: Ledger): void {
  if (node.kind === "scalar" && node.text.includes("$")) node.text = interpolate(node.text, node, ledger);
  for (const child of childrenOf(node)) interpolateTree(child, ledger);
}
