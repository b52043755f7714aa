import { z } from "zod";
import { looksLikeCredential } from "./findings";
import { isJsonObject } from "./json-values";

/** What a change may do to whoever runs the artifact; every change has exactly one. */
export const risk = z.enum([
  "image",
  "credential",
  "security-loosened",
  "security-tightened",
  "security",
  "probe-loosened",
  "probe-tightened",
  "probe",
  "environment",
  "entrypoint",
  "port",
  "primary",
  "container",
  "build",
  "storage",
  "type",
  "settings",
  "renamed",
  "words",
]);
export type Risk = z.infer<typeof risk>;

/** Decides from the values before and after, and the key of what they belong to. */
export type RiskRule = (before: unknown, after: unknown, key: string) => Risk;

export const riskOfVariable: RiskRule = (before, after) =>
  [before, after].some(isCredential) ? "credential" : "environment";

function isCredential(variable: unknown): boolean {
  if (!isJsonObject(variable)) return false;
  const { source, name } = variable;
  return source !== "string" || (typeof name === "string" && looksLikeCredential(name));
}

/** A number of a probe: more of it forgives more (`patience`), or demands more. */
export function riskOfProbeNumber(more: "patience" | "demand"): RiskRule {
  return (before, after) => {
    if (typeof before !== "number" || typeof after !== "number") return "probe";
    return after > before === (more === "patience") ? "probe-loosened" : "probe-tightened";
  };
}

export const riskOfWholeProbe: RiskRule = (before) =>
  isJsonObject(before) ? "probe-loosened" : "probe-tightened";

/** A rule over how much each side allows: 1 where the change allows more, −1 where less. */
export function riskByFreedom(freedom: (value: unknown) => number[]): RiskRule {
  return (before, after) => {
    const [old, next] = [freedom(before), freedom(after)];
    const steps = next.map((value, index) => value - (old[index] ?? 0));
    if (steps.some((step) => step > 0)) return "security-loosened";
    return steps.some((step) => step < 0) ? "security-tightened" : "security";
  };
}

export const freedomOfEscalation = (value: unknown) => [value === true ? 2 : value === false ? 0 : 1];
export const freedomOfFiles = (value: unknown) => [value === true ? 0 : 1];
export const freedomOfCalls = (profile: unknown) => {
  if (!isJsonObject(profile)) return [1];
  return [profile.type === "Unconfined" ? 2 : 0];
};
/** Of one capability or a list of them; for those taken away, more is less. */
export const freedomOfAdded = (value: unknown) => [countOf(value)];
export const freedomOfDropped = (value: unknown) => [-countOf(value)];
export const freedomOfCapabilities = (value: unknown) => {
  const { add, drop } = isJsonObject(value) ? value : {};
  return [...freedomOfAdded(add), ...freedomOfDropped(drop)];
};
export const freedomOfContext = (value: unknown) => {
  const context = isJsonObject(value) ? value : {};
  return [
    ...freedomOfEscalation(context.allowPrivilegeEscalation),
    ...freedomOfFiles(context.readOnlyRootFilesystem),
    ...freedomOfCalls(context.seccompProfile),
    ...freedomOfCapabilities(context.capabilities),
  ];
};
/** How open a path is to callers; one without a rule asks for a sign-in. */
export const freedomOfRoute = (route: unknown) => {
  const auth = isJsonObject(route) ? route.auth : "required";
  return [auth === "disabled" ? 2 : auth === "optional" ? 1 : 0];
};
export const freedomOfRoutes = (routes: unknown) => [
  Array.isArray(routes) ? Math.max(0, ...routes.flatMap(freedomOfRoute)) : 0,
];

function countOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return value === null || value === undefined ? 0 : 1;
}
