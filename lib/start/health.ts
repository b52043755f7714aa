import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { log } from "#lib/log";
import { side } from "#lib/store/database";
import { type MigrationState, readMigrationState } from "./migrations";

const patience = 3_000;

const reasons: Record<MigrationState["kind"], string | null> = {
  current: null,
  pending: "the database is not migrated yet",
  newer: "the database is newer than this version of Plimsoll",
  failed: "a migration of the database stopped half way",
};

/** Why the server should get no requests now; null if it may. */
async function findObstacle(project: string): Promise<string | null> {
  try {
    const state = await Promise.race([
      readMigrationState(project, side.pool),
      delay(patience, null, { ref: false }),
    ]);
    return state === null ? "the database does not answer" : reasons[state.kind];
  } catch (error) {
    log.warn({ err: error }, "not ready");
    return "the database cannot be reached";
  }
}

/** For whatever watches the process: `/healthz` says it is alive, `/readyz` that it can serve. */
export async function health(app: FastifyInstance, { project }: { project: string }): Promise<void> {
  app.get("/healthz", { logLevel: "warn" }, async () => ({ status: "ok" }));
  app.get("/readyz", { logLevel: "warn" }, async (_request, reply) => {
    const reason = await findObstacle(project);
    return reason === null ? { status: "ready" } : reply.code(503).send({ status: "not ready", reason });
  });
}
