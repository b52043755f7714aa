import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { StartError } from "./start-error";

/** Whether packages can be installed here: on Debian and what comes of it, by root. */
export const canInstallPackages = (): boolean =>
  process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") && existsSync("/etc/debian_version");

/** Installs Debian packages. It goes on when we are interrupted: half a package would be in the way of the next. */
export async function installPackages(names: string[]): Promise<void> {
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    // Its own session, which Ctrl-C in the terminal does not reach.
    detached: true,
    maxBuffer: 2 ** 26,
  };
  // Somebody else may be installing something just now.
  const install = [
    "-o",
    "DPkg::Lock::Timeout=300",
    "install",
    "-y",
    "-qq",
    "--no-install-recommends",
    ...names,
  ];
  try {
    // The lists are there more often than not, and fetching them takes as long as all the rest.
    await promisify(execFile)("apt-get", install, options).catch(async () => {
      await promisify(execFile)("apt-get", ["update", "-qq"], options);
      await promisify(execFile)("apt-get", install, options);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`${names.join(", ")} could not be installed. ${reason}`, { cause: error });
  }
}
