import { z } from "zod";
import { dnsLabel, variableName } from "./names";

export const artifactType = z.enum(["service", "nim", "agent", "mcp"]);
export type ArtifactType = z.infer<typeof artifactType>;

/** Types that run like `service`; only `nim` has storage, only these are built from source. */
export const builtTypes: readonly ArtifactType[] = ["service", "agent", "mcp"];

const seconds = (label: string, least: number, fallback: number) =>
  z
    .int(`${label} is a whole number of seconds`)
    .min(least, `At least ${least}`)
    .max(86_400, "At most a day (86400)")
    .default(fallback);

const listeningPort = z
  .int("A port is a whole number")
  .min(1024, "Must be between 1024 and 65535: containers run unprivileged")
  .max(65535, "Must be between 1024 and 65535");

/** A field name of RFC 9110 §5.1; `__proto__` would be one, but no JavaScript object can carry it. */
const headerName = z
  .string()
  .regex(
    /^(?!__proto__$)[!#$%&'*+.^_`|~0-9A-Za-z-]+$/,
    "A header name has only letters, digits and !#$%&'*+.^_`|~-",
  );

export const probe = z.strictObject({
  path: z.string().min(1, "A probe needs a path").max(2048).startsWith("/", "Must start with /"),
  port: z.int().min(1, "Must be between 1 and 65535").max(65535, "Must be between 1 and 65535").default(8080),
  scheme: z.enum(["HTTP", "HTTPS"]).default("HTTP"),
  host: z.string().max(253).nullable().default(null),
  httpHeaders: z.record(headerName, z.string()).default({}),
  initialDelaySeconds: seconds("The delay", 0, 30),
  periodSeconds: seconds("The period", 1, 30),
  timeoutSeconds: seconds("The timeout", 1, 30),
  failureThreshold: z.int().min(1, "At least 1").max(10_000).default(3),
  successThreshold: z.int().min(1, "At least 1").max(10_000).default(1),
});
export type Probe = z.infer<typeof probe>;

const plainVariable = z.strictObject({
  source: z.literal("string").default("string"),
  name: variableName,
  value: z.string().default(""),
});
const credentialVariable = z.strictObject({
  source: z.literal("dr-credential"),
  name: variableName,
  drCredentialId: z.string().min(1, "Which credential?").max(256),
  key: z.string().min(1, "Which value of the credential?").max(256),
});
const tokenVariable = z.strictObject({ source: z.literal("api-key"), name: variableName.optional() });

export const environmentVariable = z.discriminatedUnion(
  "source",
  [plainVariable, credentialVariable, tokenVariable],
  {
    error: (issue) =>
      issue.code === "invalid_union" ? "Must be one of: string, dr-credential, api-key" : undefined,
  },
);
export type EnvironmentVariable = z.infer<typeof environmentVariable>;

const capabilityList = z
  .array(z.string().regex(/^[A-Z][A-Z0-9_]*$/, "A capability is written like NET_ADMIN or ALL"))
  .nullable()
  .default(null);

const securityContext = z.strictObject({
  allowPrivilegeEscalation: z.boolean().nullable().default(null),
  capabilities: z.strictObject({ add: capabilityList, drop: capabilityList }).nullable().default(null),
  readOnlyRootFilesystem: z.boolean().nullable().default(null),
  seccompProfile: z
    .strictObject({
      type: z.enum(["RuntimeDefault", "Unconfined", "Localhost"]),
      localhostProfile: z.string().max(1024).nullable().default(null),
    })
    .nullable()
    .default(null),
});
export type SecurityContext = z.infer<typeof securityContext>;

const sourcePath = z
  .string()
  .min(1, "Where is the Dockerfile?")
  .max(1024)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes("..") && !path.includes("\\"), {
    error: "Must stay inside the source: a relative path without ..",
  });

const providedDockerfile = z.strictObject({
  source: z.literal("provided").default("provided"),
  path: sourcePath.default("./Dockerfile"),
});
const generatedDockerfile = z.strictObject({
  source: z.literal("generated"),
  executionEnvironmentId: z.string().min(1).max(256),
  executionEnvironmentVersionId: z.string().min(1).max(256),
  entrypoint: z.array(z.string()).min(1, "At least the command itself"),
});
export const dockerfile = z.discriminatedUnion("source", [providedDockerfile, generatedDockerfile], {
  error: (issue) => (issue.code === "invalid_union" ? "Must be one of: provided, generated" : undefined),
});

const codeRef = z.strictObject({
  type: z.literal("datarobot").default("datarobot"),
  provider: z.literal("datarobot").default("datarobot"),
  datarobot: z.strictObject({
    catalogId: z.string().min(1).max(256),
    catalogVersionId: z.string().min(1).max(256),
  }),
});

const imageBuildConfig = z.strictObject({
  codeRef: codeRef.nullable().default(null),
  dockerfile: dockerfile.default({ source: "provided", path: "./Dockerfile" }),
});
export type ImageBuildConfig = z.infer<typeof imageBuildConfig>;

/** An image reference: no white space, with something before a tag or digest. Whether it exists is not asked here. */
const imageUri = z
  .string()
  .min(1, { error: "An image is needed", abort: true })
  .max(2048)
  .regex(/^[^\s@:][^\s]*$/, "Must be an image reference such as registry.example/team/app:1.4.2");

const route = z.strictObject({
  path: z.string().min(1).max(1024),
  auth: z.enum(["required", "optional", "disabled"]),
});

/** Written by the platform when a build ends; never taken from a client. */
const containerBuild = z.strictObject({
  artifactImageBuildId: z.string(),
  status: z.string(),
  createdAt: z.string(),
});

export const containerSpec = z.strictObject({
  name: dnsLabel.optional(),
  description: z.string().max(20_000).default(""),
  imageUri: imageUri.nullable().default(null),
  port: listeningPort.nullable().default(null),
  primary: z.boolean().default(false),
  entrypoint: z.array(z.string()).nullable().default(null),
  environmentVars: z.array(environmentVariable).max(2000, "At most 2000 variables").default([]),
  startupProbe: probe.nullable().default(null),
  readinessProbe: probe.nullable().default(null),
  livenessProbe: probe.nullable().default(null),
  securityContext: securityContext.nullable().default(null),
  imageBuildConfig: imageBuildConfig.nullable().default(null),
  routes: z.array(route).max(50, "At most 50 routes").optional(),
  build: containerBuild.nullable().default(null),
});
export type ContainerSpec = z.infer<typeof containerSpec>;

export const containerGroup = z.strictObject({
  name: dnsLabel.optional(),
  containers: z.array(containerSpec).min(1, "A group needs a container").max(100, "At most 100 containers"),
});
export type ContainerGroup = z.infer<typeof containerGroup>;

export const nimStorage = z.strictObject({
  mode: z.enum(["dedicatedPvc", "nimCache"]).default("dedicatedPvc"),
  pvcSize: z
    .string()
    .regex(/^\d+(\.\d+)?(Gi|Mi|Ti)$/, "A size such as 120Gi, 500Mi or 1.5Ti")
    .nullable()
    .default(null),
});

/** What people and clients write. Defaults are filled in, so the output is the form that is stored and returned. */
export const artifactSpec = z.strictObject({
  type: z.unknown().optional().meta({ description: "Ignored: the artifact's own type counts." }),
  containerGroups: z
    .array(containerGroup)
    .min(1, "A specification needs a container group")
    .max(10, "At most 10 container groups"),
  storage: nimStorage.nullable().optional(),
  templateId: z.string().max(256).nullable().optional(),
  a2aEnabled: z.boolean().optional(),
});
export type ArtifactSpec = z.infer<typeof artifactSpec>;

/** The stored and returned form of a spec: `artifactSpec` with every default filled in and everything named. */
export const storedSpec = artifactSpec.extend({
  type: artifactType,
  containerGroups: z.array(
    containerGroup.extend({ name: dnsLabel, containers: z.array(containerSpec.extend({ name: dnsLabel })) }),
  ),
});
export type StoredSpec = z.infer<typeof storedSpec>;
export type StoredContainer = StoredSpec["containerGroups"][number]["containers"][number];

/** The version of the stored form; `readSpec` (store) knows how to read older ones. */
export const specFormat = 1;
