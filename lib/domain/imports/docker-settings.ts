import { reasonOf } from "./docker-flags";
import type { Flag } from "./docker-run";
import { findHttpCheck, wordsOfCheck } from "./http-check";
import { capability, type ImportedContainer, readSeconds } from "./imported-container";
import type { Ledger } from "./ledger";

interface Setting {
  flag: Flag;
  container: ImportedContainer;
  ledger: Ledger;
}

/** Whether the flag's value is carried; what is not has been said already. */
type Reader = (setting: Setting) => boolean;

const readers: Record<string, Reader> = {
  "--name": ({ flag, container }) => {
    container.name = flag.value;
    return true;
  },
  "--env": ({ flag, container, ledger }) => addVariable(flag, container, ledger),
  "--publish": ({ flag, container, ledger }) => addPublished(flag, container, ledger),
  "--expose": ({ flag, container, ledger }) => addPort(flag, container, ledger),
  "--entrypoint": ({ flag, container }) => {
    // It begins the command, whatever comes after the image.
    container.entrypoint = flag.value === "" ? null : [flag.value];
    return true;
  },
  "--cap-add": ({ flag, container }) => container.security.add.push(capability(flag.value)) > 0,
  "--cap-drop": ({ flag, container }) => container.security.drop.push(capability(flag.value)) > 0,
  "--read-only": ({ flag, container }) => {
    container.security.readOnlyRootFilesystem = flag.value !== "false";
    return true;
  },
  "--security-opt": ({ flag, container, ledger }) => {
    const read = readSecurityOption(flag.value, container);
    if (!read) ledger.lose(flag, flag.value, "A specification has no field for it");
    return read;
  },
  "--no-healthcheck": () => true,
};

/** Reads every flag of one container; how many of them are carried. */
export function readFlags(flags: readonly Flag[], container: ImportedContainer, ledger: Ledger): number {
  let carried = 0;
  const health = flags.filter(({ flag }) => /^--health-(cmd|interval|timeout|retries)$/.test(flag));
  for (const flag of flags) {
    if (health.includes(flag)) continue;
    const read = readers[flag.flag];
    if (read?.({ flag, container, ledger })) carried += 1;
    if (!read) ledger.lose(flag, flag.value === "true" ? flag.where : flag.value, reasonOf(flag.flag));
  }
  return carried + readHealth(health, container, ledger);
}

function addVariable(flag: Flag, container: ImportedContainer, ledger: Ledger): boolean {
  const at = flag.value.indexOf("=");
  const name = at === -1 ? flag.value : flag.value.slice(0, at);
  if (at === -1) ledger.ask(flag, name, "Its value comes from the shell it is run in: it is empty here");
  container.variables.push({ ...flag, name, value: at === -1 ? "" : flag.value.slice(at + 1) });
  return at !== -1;
}

/** `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`: the container's port is the last. */
function addPublished(flag: Flag, container: ImportedContainer, ledger: Ledger): boolean {
  const colon = flag.value.lastIndexOf(":");
  if (!addPort({ ...flag, value: flag.value.slice(colon + 1) }, container, ledger)) return false;
  if (colon !== -1) ledger.lose(flag, flag.value.slice(0, colon), publishedPort);
  return true;
}

export const publishedPort =
  "Where it is published is not part of an artifact: the platform gives the address";

export function addPort(flag: Flag, container: ImportedContainer, ledger: Ledger): boolean {
  const [, port] = /^(\d{1,5})(?:\/tcp)?$/.exec(flag.value) ?? [];
  if (port === undefined) ledger.lose(flag, flag.value, "Only single TCP ports are carried");
  else container.ports.push({ ...flag, port: Number(port) });
  return port !== undefined;
}

/** `no-new-privileges`, `seccomp=unconfined`; the others have no field. */
export function readSecurityOption(text: string, { security }: ImportedContainer): boolean {
  const [name = "", value = ""] = text.split(/[=:](.*)/);
  if (name === "no-new-privileges" && /^(true|false)?$/.test(value)) {
    security.allowPrivilegeEscalation = value === "false";
    return true;
  }
  if (name !== "seccomp" || value === "") return false;
  security.seccompProfile =
    value === "unconfined" ? { type: "Unconfined" } : { type: "Localhost", localhostProfile: value };
  return true;
}

function readHealth(flags: readonly Flag[], container: ImportedContainer, ledger: Ledger): number {
  const find = (flag: string) => flags.find((one) => one.flag === flag);
  const command = find("--health-cmd");
  const check = command ? findHttpCheck(wordsOfCheck(command.value) ?? []) : null;
  if (check) container.probes.readinessProbe = { ...check, ...healthNumbers, initialDelaySeconds: 0 };
  const numbers = container.probes.readinessProbe;
  let carried = check ? 1 : 0;
  for (const flag of flags) {
    if (flag === command && check) continue;
    const field = healthFields[flag.flag];
    const seconds = readSeconds(flag.value);
    if (numbers && field && seconds !== null && flag === flags.findLast((one) => one.flag === flag.flag)) {
      numbers[field] = seconds;
      carried += 1;
    } else ledger.lose(flag, flag.value, check ? "It is no whole number of seconds" : notHttp);
  }
  if (check) ledger.note(becameReadiness(container.name));
  return carried;
}

const healthFields: Record<string, "periodSeconds" | "timeoutSeconds" | "failureThreshold"> = {
  "--health-interval": "periodSeconds",
  "--health-timeout": "timeoutSeconds",
  "--health-retries": "failureThreshold",
};

/** Docker's own defaults. */
export const healthNumbers = {
  initialDelaySeconds: 0,
  periodSeconds: 30,
  timeoutSeconds: 30,
  failureThreshold: 3,
};

export const notHttp = "Probes ask over HTTP; this check is not clearly an HTTP GET of the container itself";

export function becameReadiness(name: string): string {
  return `The health check of ${name} is its readiness probe now: what fails it gets no requests`;
}
