import { argumentsOnly } from "./docker-run";
import { notHttp } from "./docker-settings";
import { findHttpCheck, type HttpCheck } from "./http-check";
import {
  capability,
  emptyContainer,
  type ImportedContainer,
  lastOfEach,
  type ProbeField,
} from "./imported-container";
import { type ConfigMaps, noteReference, readVariables } from "./kubernetes-variables";
import type { Ledger } from "./ledger";
import {
  childOf,
  itemsOf,
  loseNode,
  markUsed,
  readBoolean,
  readInteger,
  readText,
  readTexts,
  type SourceNode,
} from "./source-tree";

type PortNames = Map<string, { port: number; name: SourceNode }>;

interface PodContext {
  pod: SourceNode | undefined;
  configMaps: ConfigMaps;
  ledger: Ledger;
}

export function readPodContainer(
  node: SourceNode,
  { pod, configMaps, ledger }: PodContext,
): ImportedContainer {
  const container = emptyContainer(readText(childOf(node, "name")) ?? "", node);
  container.image = readText(childOf(node, "image"));
  container.entrypoint = readCommand(node, ledger);
  readVariables(node, container, configMaps, ledger);
  container.variables = lastOfEach(container.variables, ledger);
  const ports = readPorts(node, container, ledger);
  for (const field of ["startupProbe", "readinessProbe", "livenessProbe"] as const)
    readProbe(field, childOf(node, field), container, ports, ledger);
  readSecurity(childOf(node, "securityContext"), childOf(pod, "securityContext"), container);
  return container;
}

function readCommand(node: SourceNode, ledger: Ledger): string[] | null {
  const [commandNode, argsNode] = [childOf(node, "command"), childOf(node, "args")];
  for (const item of [...itemsOf(commandNode), ...itemsOf(argsNode)]) noteReference(item, item.text, ledger);
  const command = readTexts(commandNode) ?? [];
  if (command.length > 0) return [...command, ...(readTexts(argsNode) ?? [])];
  if (argsNode) loseNode(argsNode, argumentsOnly, ledger);
  return null;
}

/** The ports by their names: a probe may ask by one, and only then is the name of use. */
function readPorts(node: SourceNode, container: ImportedContainer, ledger: Ledger): PortNames {
  const names: PortNames = new Map();
  for (const item of itemsOf(childOf(node, "ports"))) {
    const port = readInteger(childOf(item, "containerPort"));
    const protocol = readText(childOf(item, "protocol")) ?? "TCP";
    const name = childOf(item, "name");
    if (port === null) continue;
    if (name) names.set(name.text, { port, name });
    if (protocol === "TCP") container.ports.push({ where: item.where, line: item.line, port });
    else loseNode(item, "Only single TCP ports are carried", ledger);
  }
  return names;
}

/** Written out, so that the meaning stays: Kubernetes' defaults are others than ours. */
const numbers = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  failureThreshold: 3,
  successThreshold: 1,
};

function readProbe(
  field: ProbeField,
  node: SourceNode | undefined,
  container: ImportedContainer,
  ports: PortNames,
  ledger: Ledger,
): void {
  if (!node) return;
  const check = readHttpGet(childOf(node, "httpGet"), ports) ?? readExec(childOf(node, "exec"));
  if (!check) {
    loseNode(node, notHttp, ledger);
    return;
  }
  const own = Object.fromEntries(
    Object.keys(numbers).flatMap((key) => {
      const value = readInteger(childOf(node, key));
      return value === null ? [] : [[key, value]];
    }),
  );
  container.probes[field] = { ...check, ...numbers, ...own };
}

function readHttpGet(node: SourceNode | undefined, ports: PortNames): HttpCheck | null {
  const portText = childOf(node, "port")?.text ?? "";
  const named = ports.get(portText);
  const port = named?.port ?? (/^\d+$/.test(portText) ? Number(portText) : null);
  if (!node || port === null) return null;
  if (named) markUsed(named.name);
  for (const key of ["port", "path"]) readText(childOf(node, key));
  const scheme = readText(childOf(node, "scheme"));
  const host = readText(childOf(node, "host"));
  const headers = itemsOf(childOf(node, "httpHeaders")).map((header) => [
    readText(childOf(header, "name")) ?? "",
    readText(childOf(header, "value")) ?? "",
  ]);
  return {
    path: slashed(childOf(node, "path")?.text ?? ""),
    port,
    scheme: scheme === "HTTPS" ? "HTTPS" : "HTTP",
    ...(host !== null && { host }),
    ...(headers.length > 0 && { httpHeaders: Object.fromEntries(headers) }),
  };
}

function slashed(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}

function readExec(node: SourceNode | undefined): HttpCheck | null {
  const command = childOf(node, "command");
  const check = findHttpCheck(itemsOf(command).map((item) => item.text));
  if (check) readTexts(command);
  return check;
}

/** What a pod says of seccomp counts for each container that says nothing of it. */
function readSecurity(
  own: SourceNode | undefined,
  ofPod: SourceNode | undefined,
  container: ImportedContainer,
): void {
  const { security } = container;
  const escalation = readBoolean(childOf(own, "allowPrivilegeEscalation"));
  if (escalation !== null) security.allowPrivilegeEscalation = escalation;
  const readOnly = readBoolean(childOf(own, "readOnlyRootFilesystem"));
  if (readOnly !== null) security.readOnlyRootFilesystem = readOnly;
  security.add = (readTexts(childOf(own, "capabilities", "add")) ?? []).map(capability);
  security.drop = (readTexts(childOf(own, "capabilities", "drop")) ?? []).map(capability);
  const seccomp = childOf(own, "seccompProfile") ?? childOf(ofPod, "seccompProfile");
  const type = readText(childOf(seccomp, "type"));
  const localhostProfile = readText(childOf(seccomp, "localhostProfile"));
  if (type !== null)
    security.seccompProfile = { type, ...(localhostProfile !== null && { localhostProfile }) };
}
