import next from "next";
import { createApi } from "#lib/api/server";
import { env } from "#lib/env";
import { ensureFirstAdministrator } from "#lib/operations/setup";
import { closeDatabase } from "#lib/store/database";
import { createFront } from "./front";
import { health } from "./health";
import { endOnUnseenFailure, endWhenAsked } from "./process-end";
import { localUrl } from "./server-process";

/** How long requests in progress may take after a request to stop. */
const patience = 10_000;

endOnUnseenFailure();

process.env.NEXT_TELEMETRY_DISABLED = "1";

const project = process.cwd();
const pages = next({ dev: env.NODE_ENV === "development", dir: project, hostname: env.HOST, port: env.PORT });
await pages.prepare();
const app = createApi({
  serverFactory: createFront({
    handlePage: pages.getRequestHandler(),
    behindProxy: env.PUBLIC_URL !== undefined,
  }),
});
await app.register(health, { project });

const { setupUrlPath } = await ensureFirstAdministrator(findConfiguredAdministrator());
if (setupUrlPath !== null) {
  const base = env.PUBLIC_URL ?? localUrl(env.HOST, env.PORT);
  process.stdout.write(
    `\nFirst run. Make your account here (the link works once):\n  ${base}${setupUrlPath}\n\n`,
  );
}
await app.listen({ host: env.HOST, port: env.PORT });

endWhenAsked(async () => {
  setTimeout(() => app.server.closeAllConnections(), patience).unref();
  await app.close();
  await pages.close();
  await closeDatabase();
});

function findConfiguredAdministrator() {
  const { PLIMSOLL_ADMIN_EMAIL: email, PLIMSOLL_ADMIN_PASSWORD: password, PLIMSOLL_ADMIN_TOKEN: token } = env;
  return email === undefined || password === undefined ? null : { email, password, token };
}
