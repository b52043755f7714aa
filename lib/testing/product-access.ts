import { findHolder, keepSecret } from "#lib/start/home";

/** The variables with which a test's own process reaches the database of a running product, and signs its sessions. */
export function accessVariables(home: string): { DATABASE_URL: string; PLIMSOLL_SECRET: string } {
  const databaseUrl = findHolder(home)?.databaseUrl;
  if (!databaseUrl) throw new Error(`Nothing runs over ${home}`);
  return { DATABASE_URL: databaseUrl, PLIMSOLL_SECRET: keepSecret(home, "secret") };
}
