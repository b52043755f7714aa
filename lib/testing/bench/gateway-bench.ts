import { canInstallPackages, installPackages } from "#lib/start/debian";
import { findProgram } from "#lib/start/programs";
import { measureApart } from "./apart";
import { reportGateway } from "./gateway-report";
import { gatewayResult } from "./gateway-result";

const packages = { wrk: "wrk", nginx: "nginx-light" };

/** Debian has what only root runs in a folder that is not in everybody's PATH. */
const find = (program: string) => findProgram(program, `/usr/sbin/${program}`);

/** The gateway beside nginx, before the same upstreams. */
export async function benchGateway(databaseUrl: string, report: (text: string) => void): Promise<string> {
  const missing = Object.entries(packages).flatMap(([program, name]) => (find(program) ? [] : [name]));
  if (missing.length > 0 && canInstallPackages()) {
    report(`Installing ${missing.join(", ")} to measure with…`);
    await installPackages(missing);
  }
  const nginx = find("nginx");
  if (nginx === null || find("wrk") === null) return "gateway: there is no nginx or no wrk to measure with\n";
  const input = { nginx };
  const result = await measureApart({ program: "gateway.ts", databaseUrl, input, result: gatewayResult });
  return reportGateway(result);
}
