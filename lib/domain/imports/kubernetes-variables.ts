import type { ImportedContainer } from "./imported-container";
import type { Ledger } from "./ledger";
import {
  childOf,
  describeNode,
  entriesOf,
  itemsOf,
  loseNode,
  markLost,
  markUsed,
  readText,
  type SourceNode,
} from "./source-tree";

/** The ConfigMaps that are in the same manifest, by name. */
export type ConfigMaps = ReadonlyMap<string, SourceNode>;

export function readConfigMaps(objects: readonly SourceNode[]): ConfigMaps {
  return new Map(
    objects.flatMap((object) =>
      childOf(object, "kind")?.text === "ConfigMap"
        ? [[childOf(object, "metadata", "name")?.text ?? "", object]]
        : [],
    ),
  );
}

/** `envFrom` first: what `env` says again counts. */
export function readVariables(
  node: SourceNode,
  container: ImportedContainer,
  configMaps: ConfigMaps,
  ledger: Ledger,
): void {
  for (const source of itemsOf(childOf(node, "envFrom"))) readEnvFrom(source, container, configMaps, ledger);
  for (const item of itemsOf(childOf(node, "env"))) {
    const name = readText(childOf(item, "name"));
    if (name === null) continue;
    const from = childOf(item, "valueFrom");
    if (from) readValueFrom(from, name, container, configMaps, ledger);
    else {
      const value = readText(childOf(item, "value")) ?? "";
      noteReference(item, value, ledger);
      container.variables.push({ where: item.where, line: item.line, name, value });
    }
  }
}

/** Kubernetes replaces `$(NAME)`; nobody does here. */
export function noteReference(node: SourceNode, text: string, ledger: Ledger): void {
  for (const [reference] of text.matchAll(/\$\([A-Za-z_][\w.-]*\)/g))
    ledger.ask(
      node,
      reference,
      `Kubernetes writes a variable's value in the place of ${reference}; here it stays as written`,
    );
}

function readEnvFrom(
  source: SourceNode,
  container: ImportedContainer,
  configMaps: ConfigMaps,
  ledger: Ledger,
): void {
  const map = childOf(source, "configMapRef");
  const data = entriesOf(childOf(configMaps.get(childOf(map, "name")?.text ?? ""), "data"));
  const prefix = readText(childOf(source, "prefix")) ?? "";
  if (!map || data.length === 0) {
    const why = map
      ? "This ConfigMap is not in the text"
      : "Each value of a secret needs a variable of its own here";
    loseNode(source, why, ledger);
    return;
  }
  markUsed(map);
  for (const [key, value] of data) {
    const { where, line } = source;
    container.variables.push({
      where: `${where}.${key}`,
      line,
      name: prefix + key,
      value: readText(value) ?? "",
    });
  }
}

function readValueFrom(
  from: SourceNode,
  name: string,
  container: ImportedContainer,
  configMaps: ConfigMaps,
  ledger: Ledger,
): void {
  const { where, line } = from;
  const secret = childOf(from, "secretKeyRef");
  const map = childOf(from, "configMapKeyRef");
  if (secret) {
    const secretKey = readText(childOf(secret, "key")) ?? "";
    const secretName = childOf(secret, "name");
    if (secretName) {
      markLost(secretName);
      ledger.ask(
        secretName,
        secretName.text,
        `Say which credential holds ${secretKey}: ${name} has none yet`,
      );
    }
    container.variables.push({ where, line, name, value: "", secretKey });
    return;
  }
  const value = childOf(
    configMaps.get(childOf(map, "name")?.text ?? ""),
    "data",
    childOf(map, "key")?.text ?? "",
  );
  if (map && value) {
    for (const key of ["name", "key"]) readText(childOf(map, key));
    container.variables.push({ where, line, name, value: readText(value) ?? "" });
    return;
  }
  if (!map) {
    loseNode(from, `Only a cluster knows this: ${name} is left out`, ledger);
    return;
  }
  markLost(from);
  ledger.ask(from, describeNode(from), `This ConfigMap is not in the text: ${name} is empty here`);
  container.variables.push({ where, line, name, value: "" });
}
