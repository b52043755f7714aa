import { resolve } from "node:path";
import { EnvironmentError, parseEnvironment, supervisorEnvironment } from "#lib/environment";
import { findHolder, keepSecret, lockHome, openHome } from "./home";
import { databaseName, describeEmbedded, postgresUrl, startPostgres } from "./postgres";
import { StartError } from "./start-error";

interface OpenDatabase {
  url: string;
  close(): Promise<void>;
}

/** The database of this installation: DATABASE_URL, the running supervisor's, or its own started for the occasion. */
async function openDatabase(home: string, given: string | undefined): Promise<OpenDatabase> {
  const url = given ?? findHolder(home)?.databaseUrl;
  if (url) return { url, close: async () => undefined };
  const lock = await lockHome(home);
  const options = await describeEmbedded(home);
  const server = await startPostgres(options);
  return {
    url: postgresUrl(options, databaseName),
    async close() {
      await server.stop();
      lock.release();
    },
  };
}

/** Zero if every chain fits, one if a row does not. */
async function verify(): Promise<number> {
  const settings = parseEnvironment(supervisorEnvironment, process.env);
  const home = openHome(resolve(settings.PLIMSOLL_HOME));
  const { url, close } = await openDatabase(home, settings.DATABASE_URL);
  try {
    process.env.DATABASE_URL = url;
    process.env.PLIMSOLL_SECRET ??= keepSecret(home, "secret");
    // Only now, for the store reads its variables when it is loaded.
    const { verifyAuditChains } = await import("#lib/store/audit");
    const { closeDatabase, database } = await import("#lib/store/database");
    const { checked, faults } = await verifyAuditChains(database);
    await closeDatabase();
    process.stdout.write(`${checked} rows read.\n`);
    for (const { organizationId, sequence, reason } of faults) {
      process.stdout.write(`Organization ${organizationId}, row ${sequence}: ${reason}.\n`);
    }
    if (faults.length === 0) process.stdout.write("Every row fits the one before it.\n");
    return faults.length === 0 ? 0 : 1;
  } finally {
    await close();
  }
}

try {
  process.exitCode = await verify();
} catch (error) {
  if (!(error instanceof StartError || error instanceof EnvironmentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
