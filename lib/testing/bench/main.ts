import { z } from "zod";
import { measureApart } from "./apart";
import { reportBuilds } from "./builds";
import { reportComparison } from "./comparison";
import { controlResult, reportControl } from "./control-result";
import { benchGateway } from "./gateway-bench";
import { reportLineage } from "./lineage-report";
import { lineageResult } from "./lineage-result";
import { reportLogs } from "./logs-report";
import { logsResult } from "./logs-result";
import { reportPages } from "./pages-report";
import { pageResult } from "./pages-result";
import { type RegistryResult, registryResult } from "./registry-result";
import { reportRegistry } from "./report";
import { reportRuns } from "./runs";
import { seedRegistry } from "./seed";
import { startDatabase } from "./stage";
import { findTool, provideTools } from "./tools";

const sizes = [
  { repositories: 100, versionsEach: 10 },
  { repositories: 10_000, versionsEach: 10 },
];

const print = (text: string) => process.stdout.write(`${text}\n`);

/**
 * Measures the built product against what its budgets name, part by part: builds, runs and the gateway beside the engine
 * and another proxy, then a registry of each size, REST against bare pg and pages in a browser.
 */
async function main(): Promise<void> {
  print(reportComparison());
  print("Measuring builds…");
  print(await reportBuilds(print));
  print("Measuring runs…");
  print(await reportRuns(print));
  await provideTools(print);
  const database = await startDatabase();
  const registries: RegistryResult[] = [];
  try {
    print("Measuring the gateway…");
    print(await benchGateway(await database.create("bench_gateway")));
    print("Measuring the control of workloads…");
    const controlUrl = await database.create("bench_control");
    const control = { program: "control.ts", databaseUrl: controlUrl, input: {}, result: controlResult };
    print(reportControl(await measureApart(control)));
    for (const size of sizes) {
      const artifacts = size.repositories * size.versionsEach;
      print(`Seeding ${artifacts} artifacts…`);
      const databaseUrl = await database.create(`bench_${artifacts}`);
      const seeded = await seedRegistry(databaseUrl, size);
      if (findTool("wrk") === null) print("REST: there is no wrk to measure with");
      else {
        print("Measuring REST…");
        const input = { artifacts, seeded };
        registries.push(
          await measureApart({ program: "registry.ts", databaseUrl, input, result: registryResult }),
        );
      }
      if (size !== sizes.at(-1)) continue;
      print(reportRegistry(registries));
      print("Measuring pages…");
      const pages = { program: "pages.ts", databaseUrl, input: seeded, result: z.array(pageResult) };
      print(reportPages(await measureApart(pages)));
      print("Measuring a lineage…");
      const lineage = { program: "lineage.ts", databaseUrl, input: {}, result: lineageResult };
      print(reportLineage(await measureApart(lineage)));
      print("Measuring a log…");
      const logs = { program: "logs.ts", databaseUrl, input: {}, result: logsResult };
      print(reportLogs(await measureApart(logs)));
    }
  } finally {
    await database.stop();
  }
}

await main();
