import { findDnsLabel, freeName } from "#lib/domain/names";
import type { ImportedContainer, ImportedSecurity } from "./imported-container";
import type { Ledger } from "./ledger";

const leastPort = 1024;

/** Containers from anywhere → one artifact document; what its rules do not take goes to the ledger. */
export function assemble(
  name: string,
  containers: ImportedContainer[],
  ledger: Ledger,
): Record<string, unknown> {
  const primary = choosePrimary(containers);
  const names = nameContainers(containers, ledger);
  if (primary && containers.length > 1) {
    ledger.note(
      `${names.get(primary)} is the primary${primary.ports.length > 0 ? ", because it has a port" : ""}; the others are sidecars beside it`,
    );
    noteHostNames(containers, ledger);
  }
  return {
    name,
    spec: {
      containerGroups: [
        {
          name: "default",
          containers: containers.map((container) => ({
            name: names.get(container),
            ...writeContainer(container, container === primary, ledger),
          })),
        },
      ],
    },
  };
}

function choosePrimary(containers: ImportedContainer[]): ImportedContainer | undefined {
  return (
    containers.find((container) => container.ports.some(({ port }) => port >= leastPort)) ??
    containers.find((container) => container.ports.length > 0) ??
    containers.find((container) => Object.keys(container.probes).length > 0) ??
    containers[0]
  );
}

function nameContainers(containers: ImportedContainer[], ledger: Ledger): Map<ImportedContainer, string> {
  const names = new Map<ImportedContainer, string>();
  for (const container of containers) {
    const label = freeName(findDnsLabel(container.name) ?? "container", new Set(names.values()));
    names.set(container, label);
    if (label !== container.name)
      ledger.note(
        `${container.name} is called ${label} here: names have lower-case letters, digits and hyphens`,
      );
  }
  return names;
}

function writeContainer(container: ImportedContainer, primary: boolean, ledger: Ledger) {
  const port = primary ? choosePort(container, ledger) : null;
  losePorts(container, primary, port, ledger);
  const dockerfile = primary ? container.dockerfile : null;
  if (container.dockerfile && !primary)
    ledger.lose(
      container.dockerfile,
      container.dockerfile.path,
      "Only the primary is built from source: name a ready image",
    );
  const variables = container.variables.map(({ name, value, secretKey }) =>
    secretKey === undefined
      ? { name, value }
      : { source: "dr-credential", name, drCredentialId: "", key: secretKey },
  );
  return {
    ...(container.image !== null && { imageUri: container.image }),
    ...(primary && { primary }),
    ...(port !== null && { port }),
    ...(container.entrypoint && { entrypoint: container.entrypoint }),
    ...(variables.length > 0 && { environmentVars: variables }),
    ...container.probes,
    ...writeSecurity(container.security),
    ...(dockerfile && { imageBuildConfig: { dockerfile: { source: "provided", path: dockerfile.path } } }),
  };
}

/** The port of the input; or the one that the probes or the variable PORT speak of. */
function choosePort({ ports, probes, variables, name }: ImportedContainer, ledger: Ledger): number | null {
  const named = ports.find(({ port }) => port >= leastPort)?.port;
  if (named !== undefined) return named;
  const asked = Object.values(probes).find((probe) => probe.port >= leastPort)?.port;
  const told = Number(variables.find((variable) => variable.name === "PORT")?.value);
  const port = asked ?? (Number.isInteger(told) && told >= leastPort && told <= 65_535 ? told : null);
  ledger.note(
    port === null
      ? `No port from ${leastPort} on is named: say which one ${name} listens on`
      : `The port ${port} is taken from ${asked === undefined ? "the variable PORT" : "the probes"}`,
  );
  return port;
}

function losePorts(
  container: ImportedContainer,
  primary: boolean,
  kept: number | null,
  ledger: Ledger,
): void {
  const seen = new Set<number | null>([kept]);
  for (const { port, ...place } of container.ports) {
    if (seen.has(port)) continue;
    seen.add(port);
    const why = !primary
      ? `Only the primary has a port; it reaches this one at 127.0.0.1:${port}`
      : port < leastPort
        ? `Containers run unprivileged: the port must be ${leastPort} or above`
        : "Requests reach one port of the primary only";
    ledger.lose(place, `port ${port}`, why);
  }
}

function writeSecurity({ add, drop, ...rest }: ImportedSecurity) {
  const capabilities = { ...(add.length > 0 && { add }), ...(drop.length > 0 && { drop }) };
  const securityContext = { ...rest, ...(Object.keys(capabilities).length > 0 && { capabilities }) };
  return Object.keys(securityContext).length > 0 ? { securityContext } : {};
}

/** Where containers met under their names, they now share one network. */
function noteHostNames(containers: ImportedContainer[], ledger: Ledger): void {
  for (const container of containers) {
    const texts = [
      ...container.variables.map(({ name, value }) => ({ name, text: value })),
      ...(container.entrypoint ?? []).map((text) => ({ name: `The entrypoint of ${container.name}`, text })),
    ];
    for (const { name, text } of texts) {
      const host = containers.find((other) => isHost(other.name, name, text))?.name;
      if (host !== undefined)
        ledger.note(
          `${name} asks for the host ${host}: containers of one artifact reach each other at 127.0.0.1`,
        );
    }
  }
}

function isHost(host: string, name: string, text: string): boolean {
  if (text === host) return /host|addr|server/i.test(name);
  const escaped = host.replaceAll(/[^\w-]/g, "\\$&");
  return new RegExp(`(//|@|^|[,=\\s])${escaped}:\\d|(//|@)${escaped}([/?]|$)`).test(text);
}
