import canonicalize from "canonicalize";
import type { StoredSpec } from "./spec";

/** RFC 8785 text of any JSON value: equal values have equal text, whatever the order of their keys. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("Not a JSON value");
  return text;
}

/**
 * What the digest of a version is taken over: the stored spec without what the platform wrote beside it. Two versions
 * of equal content have equal text, so a digest answers "is this what ran before?".
 */
export function canonicalSpec(spec: StoredSpec): string {
  return canonicalJson({
    ...spec,
    containerGroups: spec.containerGroups.map((group) => ({
      ...group,
      containers: group.containers.map(({ build: _written, ...container }) => container),
    })),
  });
}
