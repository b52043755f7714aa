import { isJsonObject } from "./json-values";

/** Indexes into both lists; −1 where the other side has nothing. */
export type Pair = readonly [before: number, after: number];

/** From here on (0 nothing in common, 1 all) what has lost its name is taken for what has a new one. */
const likeEnough = 0.5;

/** With more variables than this their names alone tell a container from others, in half the time. */
const mostValues = 50;

/**
 * Pairs groups or containers by name, then what is left over by likeness, best first: that is a rename. Equal likeness
 * is decided by name, never by position, so that order alone changes no pair. In the order of `before`, then of `after`.
 */
export function pairNamed(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  const byName = new Map(after.map((item, index) => [nameOf(item), index]));
  const partner = before.map((item) => byName.get(nameOf(item)) ?? -1);
  const taken = new Set(partner);
  const lost = before.flatMap((_, index) => (partner[index] === -1 ? [index] : []));
  const found = after.flatMap((_, index) => (taken.has(index) ? [] : [index]));
  for (const [old, next] of pairByLikeness(before, after, lost, found)) {
    partner[old] = next;
    taken.add(next);
  }
  return [
    ...partner.map((next, old): Pair => [old, next]),
    ...found.flatMap((next): Pair[] => (taken.has(next) ? [] : [[-1, next]])),
  ];
}

function pairByLikeness(
  before: readonly unknown[],
  after: readonly unknown[],
  lost: readonly number[],
  found: readonly number[],
): Pair[] {
  if (lost.length === 0 || found.length === 0) return [];
  const index = indexFeatures(found.map((at) => after[at]));
  const candidates = lost.flatMap((old) =>
    index.measure(before[old]).flatMap((likeness, at) => {
      const next = found[at];
      return next === undefined || likeness < likeEnough ? [] : [{ old, next, likeness }];
    }),
  );
  candidates.sort(
    (x, y) =>
      y.likeness - x.likeness ||
      compareText(nameOf(before[x.old]), nameOf(before[y.old])) ||
      compareText(nameOf(after[x.next]), nameOf(after[y.next])),
  );
  const [usedOld, usedNext] = [new Set<number>(), new Set<number>()];
  return candidates.flatMap(({ old, next }): Pair[] => {
    if (usedOld.has(old) || usedNext.has(next)) return [];
    usedOld.add(old);
    usedNext.add(next);
    return [[old, next]];
  });
}

interface Features {
  weights: Map<string, number>;
  /** Each weighs 1. By far the most, so they stand apart, by names that are there already. */
  variables: Set<string>;
  total: number;
}

/**
 * Measures how like each of the items is to another one: twice what both have over what each has (Dice), so that a copy
 * with a few variables more is still like itself. Looked up by feature, since most of many containers share little.
 */
function indexFeatures(items: readonly unknown[]) {
  const all = items.map(featuresOf);
  const owners = new Map<string, number[]>();
  const variableOwners = new Map<string, number[]>();
  all.forEach(({ weights, variables }, at) => {
    for (const feature of weights.keys()) own(owners, feature, at);
    for (const name of variables) own(variableOwners, name, at);
  });
  return {
    measure(item: unknown): number[] {
      const features = featuresOf(item);
      const shared = all.map(() => 0);
      for (const [feature, weight] of features.weights) {
        for (const at of owners.get(feature) ?? []) {
          shared[at] = (shared[at] ?? 0) + Math.min(weight, all[at]?.weights.get(feature) ?? 0);
        }
      }
      for (const name of features.variables) {
        for (const at of variableOwners.get(name) ?? []) shared[at] = (shared[at] ?? 0) + 1;
      }
      return shared.map((sum, at) => (sum === 0 ? 0 : (2 * sum) / (features.total + (all[at]?.total ?? 0))));
    },
  };
}

function own(owners: Map<string, number[]>, feature: string, at: number): void {
  const known = owners.get(feature);
  if (known) known.push(at);
  else owners.set(feature, [at]);
}

/** By what one recognises a container, or a group by its containers; the image, whatever its tag, says most. */
function featuresOf(item: unknown): Features {
  const features: Features = { weights: new Map(), variables: new Set(), total: 0 };
  if (!isJsonObject(item) || !Array.isArray(item.containers)) {
    addContainerFeatures(item, features);
    return features;
  }
  for (const container of item.containers) {
    addFeature(features, `name ${nameOf(container)}`, 2);
    addContainerFeatures(container, features);
  }
  return features;
}

function addFeature(features: Features, feature: string, weight = 1): void {
  features.weights.set(feature, (features.weights.get(feature) ?? 0) + weight);
  features.total += weight;
}

function addContainerFeatures(container: unknown, features: Features): void {
  if (!isJsonObject(container)) return;
  const add = (feature: string, weight?: number) => addFeature(features, feature, weight);
  const { imageUri, imageBuildConfig, entrypoint, environmentVars, description, port, primary } = container;
  if (typeof imageUri === "string") {
    add(`image ${imageUri.replace(/(@|:[^:/]*$).*$/, "")}`, 3);
    add(`exact image ${imageUri}`);
  }
  if (isJsonObject(imageBuildConfig)) add(`build ${JSON.stringify(imageBuildConfig)}`, 3);
  if (Array.isArray(entrypoint)) add(`entrypoint ${JSON.stringify(entrypoint)}`, 2);
  if (description !== "") add(`description ${String(description)}`);
  if (typeof port === "number") add(`port ${port}`);
  if (primary === true) add("primary", 2);
  const variables = Array.isArray(environmentVars) ? environmentVars : [];
  for (const variable of variables) {
    if (!isJsonObject(variable)) continue;
    const before = features.variables.size;
    features.variables.add(String(variable.name));
    features.total += features.variables.size - before;
    if (variables.length <= mostValues)
      add(`variable ${String(variable.name)}=${String(variable.value ?? variable.drCredentialId)}`);
  }
  for (const kind of ["startupProbe", "readinessProbe", "livenessProbe"]) {
    const probe = container[kind];
    if (isJsonObject(probe)) add(`${kind} ${String(probe.path)}`);
  }
}

function nameOf(item: unknown): string {
  return isJsonObject(item) && typeof item.name === "string" ? item.name : "";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
