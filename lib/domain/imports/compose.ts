import { readShellLine } from "#lib/domain/shell-words";
import { assemble } from "./assemble";
import { readComposeHealth } from "./compose-health";
import { argumentsOnly, commandReplaces } from "./docker-run";
import { addPort, publishedPort, readSecurityOption } from "./docker-settings";
import { capability, emptyContainer, type ImportedContainer, lastOfEach } from "./imported-container";
import { interpolateTree } from "./interpolate";
import { type ImportOutcome, Ledger } from "./ledger";
import { reasonOfKey } from "./lost-keys";
import {
  childOf,
  countUsed,
  entriesOf,
  findUnused,
  itemsOf,
  loseNode,
  markRepeated,
  markUsed,
  readBoolean,
  readText,
  readTexts,
  type SourceNode,
} from "./source-tree";

/** A compose file: every service is a container of one artifact. */
export function importCompose(root: SourceNode): ImportOutcome {
  const ledger = new Ledger();
  const services = entriesOf(childOf(root, "services"));
  if (services.length === 0)
    return { ok: false, message: "There is no service in this file", line: root.line };
  for (const [key, node] of root.entries) if (key.startsWith("x-")) markRepeated(node);
  interpolateTree(root, ledger);
  const version = childOf(root, "version");
  if (version) markUsed(version);
  const containers = services.map(([name, node]) => readService(name, node, ledger));
  const name = readText(childOf(root, "name")) ?? containers[0]?.name ?? "";
  const document = assemble(name, containers, ledger);
  if (containers.length > 1)
    ledger.note(
      `All ${containers.length} services are containers of one artifact, which start, scale and stop together`,
    );
  for (const node of findUnused(root)) loseNode(node, reasonOfKey(node.where), ledger);
  return {
    ok: true,
    document,
    carried: countUsed(root),
    lost: ledger.inOrder(),
    notes: ledger.notes,
    choices: [],
    choice: 0,
  };
}

function readService(name: string, node: SourceNode, ledger: Ledger): ImportedContainer {
  const container = emptyContainer(name, node);
  container.image = readText(childOf(node, "image"));
  readBuild(childOf(node, "build"), container, ledger);
  container.entrypoint = readCommand(node, container, ledger);
  readEnvironment(childOf(node, "environment"), container, ledger);
  for (const port of itemsOf(childOf(node, "ports"))) readPort(port, container, ledger);
  for (const port of itemsOf(childOf(node, "expose")))
    addPort({ ...port, flag: "expose", value: readText(port) ?? "" }, container, ledger);
  readComposeHealth(childOf(node, "healthcheck"), container, ledger);
  readSecurity(node, container);
  container.variables = lastOfEach(container.variables, ledger);
  return container;
}

function readBuild(build: SourceNode | undefined, container: ImportedContainer, ledger: Ledger): void {
  if (!build) return;
  const contextNode = build.kind === "map" ? childOf(build, "context") : build;
  const context = readText(contextNode) ?? ".";
  const dockerfile = readText(childOf(build, "dockerfile"));
  container.dockerfile = { where: build.where, line: build.line, path: dockerfile ?? "./Dockerfile" };
  if (contextNode && !/^\.\/?$/.test(context))
    loseNode(contextNode, "Source is uploaded: upload the content of this folder", ledger);
}

/** `entrypoint` and `command` together are the command of the container. */
function readCommand(service: SourceNode, container: ImportedContainer, ledger: Ledger): string[] | null {
  const [entry, command] = [childOf(service, "entrypoint"), childOf(service, "command")];
  const begin = readWords(entry, ledger);
  const args = readWords(command, ledger);
  if (begin || !args || !command || args.length === 0) return begin && [...begin, ...(args ?? [])];
  if (args[0]?.startsWith("-")) {
    loseNode(command, argumentsOnly, ledger);
    return null;
  }
  ledger.note(commandReplaces(container.name));
  return args;
}

/** A string is split as a shell would, and run by none. */
function readWords(node: SourceNode | undefined, ledger: Ledger): string[] | null {
  if (node?.kind !== "scalar") return readTexts(node);
  const text = readText(node);
  if (text === null) return null;
  const { tokens, problem } = readShellLine(text);
  if (problem) {
    loseNode(node, problem.message, ledger);
    return null;
  }
  return tokens.flatMap((token) => (token.kind === "newline" ? [] : token.text));
}

function readEnvironment(node: SourceNode | undefined, container: ImportedContainer, ledger: Ledger): void {
  const listed = itemsOf(node).map((item) => {
    const [name = "", value] = (readText(item) ?? "").split(/=(.*)/s);
    return { item, name, value };
  });
  const mapped = entriesOf(node).map(([name, item]) => ({
    item,
    name,
    value: item.empty ? undefined : (readText(item) ?? undefined),
  }));
  for (const { item, name, value } of [...listed, ...mapped]) {
    if (item.kind !== "scalar" || name === "") continue;
    markUsed(item);
    if (value === undefined)
      ledger.ask(item, name, "Its value comes from the shell it is run in: it is empty here");
    container.variables.push({ where: item.where, line: item.line, name, value: value ?? "" });
  }
}

function readPort(node: SourceNode, container: ImportedContainer, ledger: Ledger): void {
  const { where, line } = node;
  if (node.kind === "map") {
    const protocol = readText(childOf(node, "protocol")) ?? "tcp";
    const target = readText(childOf(node, "target")) ?? "";
    addPort({ where, line, flag: "ports", value: `${target}/${protocol}` }, container, ledger);
    return;
  }
  const text = readText(node) ?? "";
  const colon = text.lastIndexOf(":");
  if (colon !== -1) ledger.lose(node, text.slice(0, colon), publishedPort);
  addPort({ where, line, flag: "ports", value: text.slice(colon + 1) }, container, ledger);
}

function readSecurity(service: SourceNode, container: ImportedContainer): void {
  const { security } = container;
  security.add = (readTexts(childOf(service, "cap_add")) ?? []).map(capability);
  security.drop = (readTexts(childOf(service, "cap_drop")) ?? []).map(capability);
  const readOnly = readBoolean(childOf(service, "read_only"));
  if (readOnly !== null) security.readOnlyRootFilesystem = readOnly;
  for (const option of itemsOf(childOf(service, "security_opt"))) {
    if (option.kind === "scalar" && readSecurityOption(option.text, container)) option.used = true;
  }
}
