import { defineConfig } from "vitest/config";

const shared = {
  setupFiles: ["lib/testing/setup.ts"],
  testTimeout: 15_000,
};
const excluded = ["**/node_modules/**", ".next/**", "dist/**", "e2e/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "pure",
          include: ["{lib,components,app}/**/*.test.{ts,tsx}"],
          exclude: [...excluded, "**/*.{db,live}.test.ts"],
          env: {
            DATABASE_URL: "postgresql://127.0.0.1:1/none",
            LOG_LEVEL: "silent",
            PLIMSOLL_SECRET: "a secret that only tests are told",
          },
        },
      },
      {
        test: {
          ...shared,
          name: "db",
          include: ["{lib,app}/**/*.db.test.ts"],
          exclude: excluded,
          // DATABASE_URL is each worker's own (lib/testing/database.ts).
          env: {
            LOG_LEVEL: "silent",
            PLIMSOLL_SECRET: "a secret that only tests are told",
            // A registry that may be asked, and never answers.
            REGISTRY_ALLOW_PRIVATE: "127.0.0.1:1",
          },
          globalSetup: ["lib/testing/database-server.ts"],
          setupFiles: ["lib/testing/database.ts", ...shared.setupFiles],
          hookTimeout: 30_000,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...shared,
          name: "live",
          include: ["lib/**/*.live.test.ts"],
          exclude: excluded,
          env: {
            LOG_LEVEL: "silent",
            DATABASE_URL: "postgresql://127.0.0.1:1/none",
            PLIMSOLL_SECRET: "a secret that only tests are told",
          },
          globalSetup: ["lib/testing/engine-server.ts"],
          // The engine has two hands like everybody here; files in turn keep its times meaningful.
          fileParallelism: false,
          hookTimeout: 60_000,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
