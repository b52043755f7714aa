import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { bridgePrefix } from "#lib/engines/docker/bridge-names";

const bridges = `${bridgePrefix}+`;
/** Answers to what the host itself has asked pass; nothing else does, to whatever address of the host. */
const rule = [
  "INPUT",
  "-i",
  bridges,
  "-m",
  "conntrack",
  "!",
  "--ctstate",
  "ESTABLISHED,RELATED",
  "-j",
  "DROP",
];

/** For who has to do it by hand. */
export const fenceCommand = ["iptables -I", ...rule].join(" ");

/**
 * Keeps workloads from the services of this machine: a bridge is an address of the host, at which everything answers that
 * listens on all addresses. The rule stays, for the containers do too. False where it cannot be set.
 */
export async function fenceWorkloads(): Promise<boolean> {
  // The bridges have no IPv6 address but the one that the kernel gives to everything.
  const [fenced] = await Promise.all([ensureRule("iptables"), ensureRule("ip6tables")]);
  return fenced;
}

async function ensureRule(program: string): Promise<boolean> {
  const run = (action: string) => promisify(execFile)(program, ["-w", "10", action, ...rule]);
  try {
    // The first of all: others may let in what comes to a port of the host.
    await run("-C").catch(() => run("-I"));
    return true;
  } catch {
    return false;
  }
}
