import { z } from "zod";
import { artifactInput, artifactStatus } from "./artifacts";
import { checkedSchema, type Issue, issuesFromZod, parseInput } from "./errors";
import { pageQuery, repeated, searchTerm } from "./paging";
import { personReference, tag } from "./records";
import { replacementConfig, replacementRecord } from "./replacements";
import { replicaState } from "./replica-state";
import { role } from "./roles";
import { runStatus, workloadStatus } from "./run-status";
import { runtime, runtimeInput } from "./runtime";
import { artifactType } from "./spec";

export const importance = z.enum(["low", "moderate", "high", "critical"]);
export type Importance = z.infer<typeof importance>;

const workloadName = z.string().trim().min(1, "A name is needed").max(5000, "At most 5000 characters");
const description = z.string().max(20_000, "At most 20000 characters");

const createFields = z.strictObject({
  name: workloadName,
  description: description.nullish().transform((text) => text ?? ""),
  importance: importance.default("low"),
  artifactId: z.string().min(1).max(256).nullish(),
  artifact: z.unknown().optional(),
  runtime: runtimeInput.nullish().transform((asked) => asked ?? { containerGroups: [] }),
  useCaseId: z.unknown().optional().meta({ description: "Ignored." }),
  tags: z.unknown().optional().meta({ description: "Ignored." }),
});

/** The body of POST, for OpenAPI. */
export const createWorkloadDocument = createFields;

export type WorkloadInput = Pick<
  z.output<typeof createFields>,
  "name" | "description" | "importance" | "runtime"
> &
  ({ artifactId: string } | { artifact: z.output<typeof artifactInput> });

/** Every issue of a raw request at once, those of an inline artifact among them. */
function findInputIssues(raw: unknown): Issue[] {
  const parsed = createFields.safeParse(raw, { reportInput: true });
  const own = parsed.success ? [] : issuesFromZod(parsed.error);
  if (!parsed.success) return own;
  const { artifactId, artifact } = parsed.data;
  if ((artifactId == null) === (artifact == null)) {
    const message = "Exactly one of artifactId and artifact says what to run";
    return [...own, { path: "artifactId", message, code: "exclusive" }];
  }
  if (artifact == null) return own;
  const inline = artifactInput.safeParse(artifact, { reportInput: true });
  return inline.success ? own : [...own, ...issuesFromZod(inline.error, ["artifact"])];
}

export const workloadInput = checkedSchema(findInputIssues, (raw): WorkloadInput => {
  const { name, description, importance, runtime, artifactId, artifact } = parseInput(createFields, raw);
  const common = { name, description, importance, runtime };
  return artifactId == null
    ? { ...common, artifact: parseInput(artifactInput, artifact) }
    : { ...common, artifactId };
});

export const workloadPatch = z.strictObject({
  name: workloadName.optional(),
  description: description.optional(),
  importance: importance.optional(),
});

export const settingsPatch = z.strictObject({ runtime: runtimeInput });

export const replacementInput = z.strictObject({
  artifactId: z.string().min(1).max(256),
  strategy: z.literal("rolling", "Only rolling replacements are known"),
  config: replacementConfig.nullish().transform((config) => config ?? replacementConfig.parse({})),
  runtime: runtimeInput.nullish(),
});

const flag = z
  .enum(["true", "false", "True", "False"])
  .transform((value) => value.toLowerCase() === "true")
  .optional();

export const workloadQuery = pageQuery.extend({
  search: searchTerm,
  createdBy: z.string().max(256).optional(),
  ids: repeated(z.string().max(256)),
  type: artifactType.optional(),
  tagKeys: repeated(z.string().max(128)),
  tagValues: repeated(z.string().max(256)),
  status: repeated(workloadStatus),
  artifactStatus: repeated(artifactStatus),
  importance: repeated(importance),
  artifactId: z.string().max(256).optional(),
  repositoryId: z.string().max(256).optional(),
  serviceStats: flag,
  enclave: z.string().max(256).optional(),
  orderBy: z
    .enum([
      "-createdAt",
      "createdAt",
      "name",
      "-name",
      "updatedAt",
      "-updatedAt",
      "status",
      "-status",
      "importance",
      "-importance",
    ])
    .default("-createdAt"),
});
export type WorkloadQuery = z.infer<typeof workloadQuery>;

/** What a workload runs, as others may know it. */
const artifactInfo = z.object({
  id: z.string(),
  name: z.string(),
  status: artifactStatus,
  type: artifactType,
  version: z.int().nullable(),
  repositoryId: z.string(),
});

/** `roles` are those of whoever asks. */
export const workloadRecord = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  importance,
  status: workloadStatus,
  statusReason: z.string().nullable(),
  goal: z.enum(["running", "stopped"]),
  artifact: artifactInfo,
  activeProtonId: z.string().nullable(),
  runtime,
  /** Of the active proton: how many replicas take requests, and how many there are to be by now. */
  readyReplicas: z.int(),
  wantedReplicas: z.int(),
  /** The newest change of what it runs, whatever became of it. */
  newestReplacement: replacementRecord.nullable(),
  creator: personReference,
  tags: z.array(tag),
  createdAt: z.date(),
  updatedAt: z.date(),
  startedAt: z.date(),
  expiresAt: z.date().nullable(),
  statsSince: z.date(),
  roles: z.array(role),
});
export type WorkloadRecord = z.infer<typeof workloadRecord>;

export const protonRecord = z.object({
  id: z.string(),
  workloadId: z.string(),
  artifactId: z.string(),
  number: z.int(),
  role: z.enum(["active", "candidate"]).nullable(),
  goal: z.enum(["run", "drain", "stop"]),
  status: runStatus,
  statusReason: z.string().nullable(),
  runtime,
  creator: personReference.nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  runningSince: z.date().nullable(),
  drainingSince: z.date().nullable(),
  endedAt: z.date().nullable(),
});
export type ProtonRecord = z.infer<typeof protonRecord>;

export const replicaRecord = z.object({
  id: z.string(),
  protonId: z.string(),
  groupName: z.string(),
  ordinal: z.int(),
  goal: z.enum(["run", "drain", "stop"]),
  address: z.string().nullable(),
  ready: z.boolean(),
  state: replicaState,
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type ReplicaRecord = z.infer<typeof replicaRecord>;

export const workloadEvent = z.object({
  id: z.string(),
  workloadId: z.string(),
  createdAt: z.date(),
  eventType: z.string(),
  actorId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type WorkloadEvent = z.infer<typeof workloadEvent>;
