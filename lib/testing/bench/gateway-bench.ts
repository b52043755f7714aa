import { measureApart } from "./apart";
import { reportGateway } from "./gateway-report";
import { gatewayResult } from "./gateway-result";
import { findTool } from "./tools";

/** The gateway beside nginx, before the same upstreams. */
export async function benchGateway(databaseUrl: string): Promise<string> {
  const nginx = findTool("nginx");
  if (nginx === null || findTool("wrk") === null)
    return "gateway: there is no nginx or no wrk to measure with\n";
  const input = { nginx };
  const result = await measureApart({ program: "gateway.ts", databaseUrl, input, result: gatewayResult });
  return reportGateway(result);
}
