import { join } from "node:path";
import { defineConfig } from "prisma/config";

const folder = import.meta.dirname;

// Prisma's native schema engine comes from its vendor's host at first use; ours comes with the packages.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(folder, "schema-engine.mjs");
process.env.CHECKPOINT_DISABLE ??= "1";

export default defineConfig({
  schema: join(folder, "schema.prisma"),
  migrations: { path: join(folder, "migrations") },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
