import { z } from "zod";

const port = z.coerce
  .number("is a port number")
  .int("is a port number")
  .min(0, "is a port number")
  .max(65535, "is at most 65535");
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/, error: "is a postgresql:// address" });
const secret = z.string("is needed").min(32, "has at least 32 characters");

/** `none`: without an engine, also where one could be had. `fake:`: one that only pretends, for tests. */
const engineAddress = z
  .string()
  .regex(/^(unix:\/\/\/.+|tcp:\/\/[^/]+|fake:|none)$/, "is unix://<socket>, tcp://<host>:<port> or none");

/** `registry.example, *.example.com` */
const hosts = z
  .string()
  .transform((list) => list.split(/[\s,]+/).filter((host) => host !== ""))
  .pipe(
    z.array(
      z.string().regex(/^(\*\.)?[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i, "is a list of hosts, with commas"),
    ),
  );

/** Where people and clients reach us, when that is not where we listen. */
const publicUrl = z
  .url({ protocol: /^https?$/, error: "is an http:// or https:// address" })
  .transform((url) => url.replace(/\/+$/, ""))
  .optional();

/** What may be set for every process; the configuration table of README.md says the same in words. */
const settings = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(3000),
  PUBLIC_URL: publicUrl,
  GATEWAY_PORT: port.default(3001),
  GATEWAY_PUBLIC_URL: publicUrl,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  REGISTRY_URL: z.url({ protocol: /^https?$/, error: "is an http:// or https:// address" }).optional(),
  REGISTRY_ALLOW: hosts.optional(),
  REGISTRY_ALLOW_PRIVATE: hosts.optional(),
  REGISTRY_AUTH_FILE: z.string().optional(),
  PLIMSOLL_ADMIN_EMAIL: z.email("is an e-mail address").optional(),
  PLIMSOLL_ADMIN_PASSWORD: z.string().min(8, "has at least 8 characters").optional(),
  PLIMSOLL_ADMIN_TOKEN: z.string().min(8, "has at least 8 characters").optional(),
});

/** Where uploaded source lies: below the home, or in a bucket of an S3-compatible store if one is named. */
const sourceSettings = {
  PLIMSOLL_HOME: z.string().default(".plimsoll"),
  SOURCES_S3_BUCKET: z.string().optional(),
  SOURCES_S3_ENDPOINT: z.url({ protocol: /^https?$/, error: "is an http:// or https:// address" }).optional(),
  SOURCES_S3_REGION: z.string().default("us-east-1"),
  SOURCES_S3_PREFIX: z.string().default(""),
  SOURCES_S3_ACCESS_KEY_ID: z.string().optional(),
  SOURCES_S3_SECRET_ACCESS_KEY: z.string().optional(),
};

/** The server's: the supervisor hands it the database and the secret that it made. */
export const serverEnvironment = settings.extend({
  DATABASE_URL: databaseUrl,
  PLIMSOLL_SECRET: secret,
  ...sourceSettings,
});
export type ServerEnvironment = z.infer<typeof serverEnvironment>;

export const supervisorEnvironment = settings.extend({
  DATABASE_URL: databaseUrl.optional(),
  PLIMSOLL_SECRET: secret.optional(),
  PLIMSOLL_HOME: z.string().default(".plimsoll"),
  DOCKER_HOST: engineAddress.optional(),
});
export type SupervisorEnvironment = z.infer<typeof supervisorEnvironment>;

const whole = (fallback: number) =>
  z.coerce.number().int("is a whole number").min(1, "is at least 1").default(fallback);

const amount = (fallback: number) =>
  z.coerce.number("is a number").positive("is more than 0").default(fallback);

/** The worker's: what it builds with, how much one build may take, and what workloads have that say nothing themselves. */
export const workerEnvironment = serverEnvironment.extend({
  PLIMSOLL_HOME: z.string().default(".plimsoll"),
  DOCKER_HOST: engineAddress.optional(),
  BUILDS_AT_ONCE: whole(2),
  BUILD_MINUTES: whole(30),
  BUILD_MEMORY_MB: whole(2048),
  BUILD_LOG_MB: whole(256),
  WORKLOAD_CPUS: amount(1),
  WORKLOAD_MEMORY_MB: whole(512),
  WORKLOAD_READY_MINUTES: amount(10),
  WORKLOAD_DRAIN_SECONDS: whole(60),
  WORKLOAD_IDLE_SECONDS: whole(300),
});
export type WorkerEnvironment = z.infer<typeof workerEnvironment>;

/** The gateway's: how large a request may be, and how long it may take. */
export const gatewayEnvironment = serverEnvironment.extend({
  GATEWAY_BODY_MB: whole(1024),
  GATEWAY_ANSWER_SECONDS: whole(300),
  GATEWAY_IDLE_SECONDS: whole(600),
});
export type GatewayEnvironment = z.infer<typeof gatewayEnvironment>;

/** The variables a process was given are not what it needs. The message names each one. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** An empty variable counts as absent, which is how compose files and shells pass "not set". */
export function parseEnvironment<Shape extends z.ZodType>(
  shape: Shape,
  variables: Record<string, string | undefined>,
): Readonly<z.infer<Shape>> {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = shape.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `${name} ${message}${given[name] === undefined ? " (it is not set)" : ""}`;
  });
  throw new EnvironmentError(lines.join("\n"));
}
