import { z } from "zod";
import { measureApart } from "./apart";
import { reportBuilds } from "./builds";
import { reportComparison } from "./comparison";
import { reportLineage } from "./lineage-report";
import { lineageResult } from "./lineage-result";
import { reportLogs } from "./logs-report";
import { logsResult } from "./logs-result";
import { reportPages } from "./pages-report";
import { pageResult } from "./pages-result";
import { type RegistryResult, registryResult } from "./registry-result";
import { reportRegistry } from "./report";
import { seedRegistry } from "./seed";
import { startDatabase } from "./stage";

const sizes = [
  { repositories: 100, versionsEach: 10 },
  { repositories: 10_000, versionsEach: 10 },
];

/** Seeds a registry of each size and measures the built product over it: REST against bare pg, pages in a browser. */
async function main(): Promise<void> {
  process.stdout.write(`${reportComparison()}\n`);
  process.stdout.write("Measuring builds…\n");
  process.stdout.write(`${await reportBuilds((text) => process.stdout.write(`${text}\n`))}\n`);
  const database = await startDatabase();
  const registries: RegistryResult[] = [];
  const reports: string[] = [];
  try {
    for (const size of sizes) {
      const artifacts = size.repositories * size.versionsEach;
      process.stdout.write(`Seeding ${artifacts} artifacts…\n`);
      const databaseUrl = await database.create(`bench_${artifacts}`);
      const seeded = await seedRegistry(databaseUrl, size);
      process.stdout.write("Measuring REST…\n");
      const input = { artifacts, seeded };
      registries.push(
        await measureApart({ program: "registry.ts", databaseUrl, input, result: registryResult }),
      );
      if (size !== sizes.at(-1)) continue;
      process.stdout.write("Measuring pages…\n");
      const pages = { program: "pages.ts", databaseUrl, input: seeded, result: z.array(pageResult) };
      reports.push(reportPages(await measureApart(pages)));
      process.stdout.write("Measuring a lineage…\n");
      const lineage = { program: "lineage.ts", databaseUrl, input: {}, result: lineageResult };
      reports.push(reportLineage(await measureApart(lineage)));
      process.stdout.write("Measuring a log…\n");
      const logs = { program: "logs.ts", databaseUrl, input: {}, result: logsResult };
      reports.push(reportLogs(await measureApart(logs)));
    }
  } finally {
    await database.stop();
  }
  process.stdout.write(`\n${[reportRegistry(registries), ...reports].join("\n")}`);
}

await main();
