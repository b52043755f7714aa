/** The flags of `docker run` and `podman run` that stand alone: all others are followed by a value. */
const switches = new Set([
  "--detach",
  "--interactive",
  "--tty",
  "--rm",
  "--init",
  "--privileged",
  "--read-only",
  "--no-healthcheck",
  "--publish-all",
  "--oom-kill-disable",
  "--sig-proxy",
  "--disable-content-trust",
  "--quiet",
  "--help",
  "--replace",
  "--tls-verify",
  "--use-api-socket",
  "--no-hosts",
  "--no-hostname",
  "--env-host",
  "--http-proxy",
  "--rmi",
  "--read-only-tmpfs",
  "--unsetenv-all",
  "--passwd",
]);

const shortFlags: Record<string, string> = {
  d: "--detach",
  i: "--interactive",
  t: "--tty",
  P: "--publish-all",
  q: "--quiet",
  e: "--env",
  p: "--publish",
  l: "--label",
  v: "--volume",
  u: "--user",
  w: "--workdir",
  h: "--hostname",
  m: "--memory",
  c: "--cpu-shares",
  a: "--attach",
};

export function isSwitch(flag: string): boolean {
  return switches.has(flag);
}

/** `p` → `--publish`; null for a letter that is no flag. */
export function findLongFlag(letter: string): string | null {
  return shortFlags[letter] ?? null;
}

const started = "It says how the command is run by hand; the platform starts containers itself";
const volume = "A specification has no volumes: files come with the image";
const network = "The platform gives the network";
const resources = "Memory and processors are given to a workload, not to an artifact";
const user = "Users are the platform's: containers run unprivileged";
const labels = "Tags are not part of the document: add them to the saved artifact";

/** Why a flag is not carried; the rest have no place in a specification and nothing more to say. */
const reasons: Record<string, string> = {
  "--detach": started,
  "--interactive": started,
  "--tty": started,
  "--rm": started,
  "--attach": started,
  "--pull": started,
  "--quiet": started,
  "--replace": started,
  "--cidfile": started,
  "--detach-keys": started,
  "--restart": "The platform restarts what ends",
  "--init": "Start the image's own init in its entrypoint",
  "--volume": volume,
  "--mount": volume,
  "--tmpfs": volume,
  "--volumes-from": volume,
  "--network": network,
  "--net": network,
  "--network-alias": network,
  "--hostname": network,
  "--add-host": network,
  "--dns": network,
  "--link": network,
  "--ip": network,
  "--publish-all": network,
  "--mac-address": network,
  "--memory": resources,
  "--cpus": resources,
  "--gpus": resources,
  "--cpu-shares": resources,
  "--shm-size": resources,
  "--memory-reservation": resources,
  "--memory-swap": resources,
  "--cpuset-cpus": resources,
  "--pids-limit": resources,
  "--user": user,
  "--privileged": user,
  "--group-add": user,
  "--userns": user,
  "--label": labels,
  "--label-file": labels,
  "--annotation": labels,
  "--workdir": "The working directory is the image's own",
  "--platform": "Images run on the platform they were built for",
  "--env-file": "The file is not here: paste its content into the variables",
  "--health-start-period": "A readiness probe needs none: nothing is sent until it succeeds",
};

export function reasonOf(flag: string): string {
  return reasons[flag] ?? "A specification has no field for it";
}
