import { canInstallPackages, installPackages } from "#lib/start/debian";
import { findProgram } from "#lib/start/programs";

const packages = { wrk: "wrk", nginx: "nginx-light" };

/** A program to measure with. Debian has what only root runs in a folder that is not in everybody's PATH. */
export const findTool = (program: keyof typeof packages) => findProgram(program, `/usr/sbin/${program}`);

/** Installs those that are missing, where that is possible. */
export async function provideTools(report: (text: string) => void): Promise<void> {
  const missing = (["wrk", "nginx"] as const).filter((program) => findTool(program) === null);
  if (missing.length === 0 || !canInstallPackages()) return;
  report(`Installing ${missing.join(", ")} to measure with…`);
  await installPackages(missing.map((program) => packages[program]));
}
