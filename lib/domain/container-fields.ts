import type { z } from "zod";
import { type FieldTable, hint } from "./field-hints";
import type {
  ContainerSpec,
  dockerfile,
  EnvironmentVariable,
  ImageBuildConfig,
  Probe,
  SecurityContext,
} from "./spec";

const probeFields: FieldTable<Probe> = {
  path: hint(
    "probes",
    "text",
    "Path",
    "The path asked, such as /readyz. An answer from 200 to 399 is a success.",
  ),
  port: hint(
    "probes",
    "number",
    "Port",
    "The port asked, 8080 unless given. For the primary it should be the port it listens on.",
  ),
  scheme: hint(
    "probes",
    "choice",
    "Scheme",
    "HTTP unless the container speaks TLS itself. Certificates are not checked.",
  ),
  host: hint("probes", "text", "Host", "The Host header. Leave it out unless the service answers by name."),
  httpHeaders: hint("probes", "map", "Headers", "Headers sent with every question, by name."),
  initialDelaySeconds: hint(
    "probes",
    "number",
    "Delay, s",
    "Seconds after the start before the first question; 30 unless given. A startup probe waits better than a long delay.",
  ),
  periodSeconds: hint(
    "probes",
    "number",
    "Period, s",
    "Seconds from one question to the next; 30 unless given.",
  ),
  timeoutSeconds: hint(
    "probes",
    "number",
    "Timeout, s",
    "Seconds an answer may take; 30 unless given. Keep it below the period.",
  ),
  failureThreshold: hint(
    "probes",
    "number",
    "Failures",
    "Failures in a row after which the probe has failed; 3 unless given.",
  ),
  successThreshold: hint(
    "probes",
    "number",
    "Successes",
    "Successes in a row after which a failed probe counts as well again; 1 unless given.",
  ),
};

const environmentVariableFields: FieldTable<EnvironmentVariable> = {
  source: hint(
    "environment",
    "choice",
    "Source",
    "Where the value comes from: string is written here, dr-credential is looked up when the container starts, api-key is a token of the platform.",
  ),
  name: hint("environment", "text", "Name", "The variable's name as the process sees it, such as LOG_LEVEL."),
  value: hint(
    "environment",
    "text",
    "Value",
    "Everybody who sees the artifact can read it: put secrets into a credential instead.",
  ),
  drCredentialId: hint(
    "environment",
    "text",
    "Credential",
    "The id of the credential the value is taken from.",
  ),
  key: hint("environment", "text", "Key", "Which value of the credential, such as apiToken or password."),
};

const capabilityFields: FieldTable<NonNullable<SecurityContext["capabilities"]>> = {
  add: hint(
    "security",
    "list",
    "Add",
    "Linux capabilities given, such as NET_BIND_SERVICE. Most services need none.",
  ),
  drop: hint(
    "security",
    "list",
    "Drop",
    "Linux capabilities taken away. ALL is the safest, and right for most services.",
  ),
};

const seccompFields: FieldTable<NonNullable<SecurityContext["seccompProfile"]>> = {
  type: hint(
    "security",
    "choice",
    "Profile",
    "Which system calls are allowed: the engine's default, all of them, or a profile of your own.",
  ),
  localhostProfile: hint(
    "security",
    "text",
    "Profile file",
    "The profile's file on the machine, for Localhost.",
  ),
};

const securityContextFields: FieldTable<SecurityContext> = {
  allowPrivilegeEscalation: hint(
    "security",
    "switch",
    "Privilege escalation",
    "Whether a process may gain more rights than its parent. Turn it off unless something needs it.",
  ),
  capabilities: hint(
    "security",
    "group",
    "Capabilities",
    "Linux capabilities, given and taken away.",
    capabilityFields,
  ),
  readOnlyRootFilesystem: hint(
    "security",
    "switch",
    "Read-only files",
    "Whether the container's own file system is read-only. It stops an intruder from leaving anything behind.",
  ),
  seccompProfile: hint(
    "security",
    "group",
    "System calls",
    "Which system calls the container may make.",
    seccompFields,
  ),
};

const dockerfileFields: FieldTable<z.infer<typeof dockerfile>> = {
  source: hint(
    "build",
    "choice",
    "Dockerfile",
    "provided is a file in the source; generated is written by the platform from an execution environment.",
  ),
  path: hint("build", "text", "Path", "Where the Dockerfile is in the source, ./Dockerfile unless given."),
  executionEnvironmentId: hint(
    "build",
    "environment",
    "Execution environment",
    "The environment that a generated Dockerfile starts from.",
  ),
  executionEnvironmentVersionId: hint(
    "build",
    "environmentVersion",
    "Environment version",
    "The version of the execution environment, fixed so that a build can be repeated.",
  ),
  entrypoint: hint(
    "build",
    "arguments",
    "Entrypoint",
    "The command that the generated image runs, word by word.",
  ),
};

type CodeReference = NonNullable<ImageBuildConfig["codeRef"]>;
const catalogFields: FieldTable<CodeReference["datarobot"]> = {
  catalogId: hint("build", "text", "Catalog", "The id of the uploaded source."),
  catalogVersionId: hint(
    "build",
    "text",
    "Catalog version",
    "The version of the source that is built; versions never change.",
  ),
};
const codeReferenceFields: FieldTable<CodeReference> = {
  type: hint("build", "choice", "Kind", "Where source can be: datarobot is the only kind."),
  provider: hint("build", "choice", "Provider", "Who holds the source: datarobot is the only one."),
  datarobot: hint("build", "group", "Source", "The catalog version that is built.", catalogFields),
};

const imageBuildFields: FieldTable<ImageBuildConfig> = {
  codeRef: hint("build", "group", "Source", "The uploaded source to build from.", codeReferenceFields),
  dockerfile: hint("build", "group", "Dockerfile", "How the source becomes an image.", dockerfileFields),
};

const routeFields: FieldTable<NonNullable<ContainerSpec["routes"]>[number]> = {
  path: hint("network", "text", "Path", "The path the rule is for."),
  auth: hint("network", "choice", "Sign-in", "Whether a caller must, may or need not say who it is."),
};

const buildFields: FieldTable<NonNullable<ContainerSpec["build"]>> = {
  artifactImageBuildId: hint("platform", "none", "Build", "The build that made the image."),
  status: hint("platform", "none", "Status", "How that build ended."),
  createdAt: hint("platform", "none", "Made", "When that build was asked for."),
};

export const containerFields: FieldTable<ContainerSpec> = {
  name: hint(
    "containers",
    "text",
    "Name",
    "Names the container in its group: lower-case letters, digits and hyphens. A workload's resources are given by it.",
  ),
  description: hint(
    "containers",
    "paragraph",
    "Description",
    "What the container is for, to whoever reads the specification.",
  ),
  imageUri: hint(
    "image",
    "text",
    "Image",
    "The image that runs, best with a version tag or a digest: latest may be another image at every start.",
  ),
  port: hint(
    "network",
    "number",
    "Port",
    "Where the primary listens for HTTP, 1024 to 65535: containers run unprivileged. Sidecars have none.",
  ),
  primary: hint(
    "network",
    "switch",
    "Primary",
    "Exactly one container of a group takes the requests; the others are its sidecars.",
  ),
  entrypoint: hint(
    "image",
    "arguments",
    "Entrypoint",
    "The command, word by word, instead of the image's own.",
  ),
  environmentVars: hint(
    "environment",
    "list",
    "Environment",
    "Variables the process is started with. What differs between deployments belongs here: workloads have none.",
    environmentVariableFields,
  ),
  startupProbe: hint(
    "probes",
    "group",
    "Startup probe",
    "Holds the other probes back until the container has come up. For whatever takes long to load.",
    probeFields,
  ),
  readinessProbe: hint(
    "probes",
    "group",
    "Readiness probe",
    "Requests come only while this succeeds. The primary should have one.",
    probeFields,
  ),
  livenessProbe: hint(
    "probes",
    "group",
    "Liveness probe",
    "The container is started anew when this fails. Ask something that does not depend on others.",
    probeFields,
  ),
  securityContext: hint(
    "security",
    "group",
    "Security",
    "What the process may do on the machine. Tighter is safer.",
    securityContextFields,
  ),
  imageBuildConfig: hint(
    "build",
    "group",
    "Image build",
    "How the image is built from uploaded source, instead of naming a ready one. For the primary only.",
    imageBuildFields,
  ),
  routes: hint("network", "list", "Routes", "Who may call which path.", routeFields),
  build: hint(
    "platform",
    "none",
    "Last build",
    "Written by the platform when a build ends; ignored when sent.",
    buildFields,
  ),
};
