import type { Issue } from "./errors";
import { asList, memberOf } from "./json-values";
import { probeTimeline } from "./probe-timeline";
import {
  type ContainerSpec,
  containerSpec,
  type EnvironmentVariable,
  environmentVariable,
  type Probe,
  type StoredSpec,
} from "./spec";
import { prepareSpec } from "./spec-rules";

const credentialName = /(secret|token|password|passwd|api[_-]?key|private[_-]?key|credential)/i;

/** Whether a variable of this name should hold a reference to a credential, and be masked wherever it is shown. */
export function looksLikeCredential(name: string): boolean {
  return credentialName.test(name);
}

/** The same of a header that a probe sends. */
export function looksLikeCredentialHeader(name: string): boolean {
  return looksLikeCredential(name) || /^((proxy-)?authorization|cookie)$/i.test(name);
}

/** What is allowed and probably wrong: shown while typing and before locking, never a reason to refuse. */
export function findWarnings(spec: StoredSpec): Issue[] {
  return spec.containerGroups.flatMap((group, g) =>
    group.containers.flatMap((container, c) =>
      findContainerWarnings(container, `spec.containerGroups[${g}].containers[${c}]`),
    ),
  );
}

/**
 * The warnings of a document that may hold mistakes: about every field that is right in itself, so that a warning does
 * not come and go with a typing error elsewhere.
 */
export function findRawWarnings(document: unknown): Issue[] {
  const spec = prepareSpec(memberOf(document, "spec"));
  return asList(memberOf(spec, "containerGroups")).flatMap((group, g) =>
    asList(memberOf(group, "containers")).flatMap((raw, c) =>
      findRawContainerWarnings(raw, `spec.containerGroups[${g}].containers[${c}]`),
    ),
  );
}

function findRawContainerWarnings(raw: unknown, path: string): Issue[] {
  const whole = containerSpec.safeParse(raw);
  if (whole.success) return findContainerWarnings(whole.data, path);
  if (typeof raw !== "object" || raw === null) return [];
  const wrong = new Set(
    whole.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : String(issue.path[0]),
    ),
  );
  const { data } = containerSpec.safeParse(
    Object.fromEntries(Object.entries(raw).filter(([key]) => !wrong.has(key))),
  );
  const warnings = data ? findContainerWarnings(data, path) : [];
  // A wrong probe is not a missing one.
  const sound = warnings.filter(
    (warning) => ![...wrong].some((key) => warning.path.startsWith(`${path}.${key}`)),
  );
  // Of 2000 variables one may be half typed.
  return wrong.has("environmentVars")
    ? [...sound, ...findVariableWarnings(asList(memberOf(raw, "environmentVars")).map(readVariable), path)]
    : sound;
}

function findContainerWarnings(container: ContainerSpec, path: string): Issue[] {
  return [
    ...findImageWarnings(container, path),
    ...findVariableWarnings(container.environmentVars, path),
    ...findReadinessWarnings(container, path),
    ...probeFields.flatMap((field) => {
      const probe = container[field];
      return probe ? findProbeWarnings(probe, container, `${path}.${field}`) : [];
    }),
    ...findTimelineWarnings(container, path),
  ];
}

const probeFields = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

function findImageWarnings({ imageUri }: ContainerSpec, path: string): Issue[] {
  if (imageUri === null || imageUri.includes("@")) return [];
  const tag = imageUri.slice(imageUri.lastIndexOf("/") + 1).split(":")[1];
  if (tag !== undefined && tag !== "latest") return [];
  const message =
    tag === undefined
      ? "The image has no tag, which means latest: it may be another image at every start"
      : "The tag latest moves: it may be another image at every start";
  return [{ path: `${path}.imageUri`, message, code: "moving_tag" }];
}

function readVariable(raw: unknown): EnvironmentVariable | undefined {
  return environmentVariable.safeParse(raw).data;
}

/** Undefined for a variable that is wrong in itself. */
function findVariableWarnings(
  variables: readonly (EnvironmentVariable | undefined)[],
  path: string,
): Issue[] {
  return variables.flatMap((variable, index) =>
    variable?.source === "string" && variable.value !== "" && looksLikeCredential(variable.name)
      ? [
          {
            path: `${path}.environmentVars[${index}].value`,
            message: `${variable.name} looks like a credential, and whoever sees the artifact can read it: use source dr-credential`,
            code: "plain_credential",
          },
        ]
      : [],
  );
}

function findReadinessWarnings({ primary, readinessProbe }: ContainerSpec, path: string): Issue[] {
  if (!primary || readinessProbe) return [];
  const message = "The primary has no readiness probe: requests reach it before it can answer them";
  return [{ path: `${path}.readinessProbe`, message, code: "no_readiness_probe" }];
}

function findProbeWarnings(probe: Probe, { primary, port }: ContainerSpec, path: string): Issue[] {
  const issues: Issue[] = [];
  // Nothing is said about sidecars: what they listen on is not part of a specification.
  if (primary && port !== null && probe.port !== port) {
    const message = `The probe asks port ${probe.port}, but the primary listens on ${port}`;
    issues.push({ path: `${path}.port`, message, code: "probe_port" });
  }
  if (probe.timeoutSeconds > probe.periodSeconds) {
    const message = `The timeout (${probe.timeoutSeconds} s) is longer than the period (${probe.periodSeconds} s): a slow answer overlaps the next question`;
    issues.push({ path: `${path}.timeoutSeconds`, message, code: "timeout_over_period" });
  }
  return issues;
}

/** Numbers that are right one by one and cannot work, or do nothing, together. */
function findTimelineWarnings(container: ContainerSpec, path: string): Issue[] {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  return [
    ...findEarlyKillWarnings(container, path),
    ...(readinessProbe && livenessProbe ? findTakeOutWarnings(readinessProbe, livenessProbe, path) : []),
    ...(startupProbe ? findStartupWarnings(startupProbe, container, path) : []),
    ...(["startupProbe", "livenessProbe"] as const).flatMap((field) =>
      (container[field]?.successThreshold ?? 1) > 1
        ? [
            {
              path: `${path}.${field}.successThreshold`,
              message: "Only a readiness probe may ask for more than one success; Kubernetes refuses this",
              code: "success_threshold",
            },
          ]
        : [],
    ),
  ];
}

/** Without a startup probe, liveness counts from the start; it must not give up on what cannot be ready yet. */
function findEarlyKillWarnings(container: ContainerSpec, path: string): Issue[] {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  if (startupProbe || !readinessProbe || !livenessProbe) return [];
  const { failsAt } = probeTimeline(livenessProbe);
  const { succeedsAt } = probeTimeline(readinessProbe);
  if (failsAt >= succeedsAt) return [];
  const message = `Liveness may end the container after ${failsAt} s, but it is ready after ${succeedsAt} s at the earliest: add a startup probe`;
  return [{ path: `${path}.livenessProbe`, message, code: "killed_before_ready" }];
}

/** What hangs should get no more requests before it is ended, not only together with its end. */
function findTakeOutWarnings(readiness: Probe, liveness: Probe, path: string): Issue[] {
  const takenOut = probeTimeline(readiness).detectsWithin;
  const ended = probeTimeline(liveness).detectsWithin;
  if (ended >= takenOut) return [];
  const message = `Liveness ends the container within ${ended} s, readiness takes it out only within ${takenOut} s: requests still come to what is being ended`;
  return [{ path: `${path}.livenessProbe`, message, code: "ended_before_taken_out" }];
}

function findStartupWarnings(startup: Probe, container: ContainerSpec, path: string): Issue[] {
  const { firstAsked, failsAt } = probeTimeline(startup);
  const asking = failsAt - firstAsked;
  const own: Issue[] =
    firstAsked > 0 && firstAsked > asking
      ? [
          {
            path: `${path}.startupProbe.initialDelaySeconds`,
            message: `It waits ${firstAsked} s and then asks for ${asking} s only: ask from the start, with more failures allowed`,
            code: "delay_over_window",
          },
        ]
      : [];
  const held = (["readinessProbe", "livenessProbe"] as const).flatMap((field) => {
    const delay = container[field]?.initialDelaySeconds ?? 0;
    const message = `The delay of ${delay} s only begins after startup, which may take ${failsAt} s itself: what needs that long is ended before`;
    return delay > failsAt
      ? [{ path: `${path}.${field}.initialDelaySeconds`, message, code: "delay_after_startup" }]
      : [];
  });
  return [...own, ...held];
}

/** Values of a spec that must not be shown: what stands in the clear under a name that speaks of a credential. */
export function listSecrets(spec: StoredSpec): string[] {
  return spec.containerGroups
    .flatMap(({ containers }) => containers.flatMap(({ environmentVars }) => environmentVars))
    .flatMap((variable) =>
      variable.source === "string" && looksLikeCredential(variable.name) ? [variable.value] : [],
    );
}
