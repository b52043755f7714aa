import { z } from "zod";
import { artifactDocument } from "./artifacts";
import { canonicalJson } from "./canonical";
import type { ArtifactType, StoredSpec } from "./spec";

/**
 * The short document people write: without nulls, without what the platform writes and without what reading would fill
 * in again. Reading it back gives the same artifact.
 */
export function compactDocument(artifact: {
  name: string;
  description: string;
  type: ArtifactType;
  spec: StoredSpec;
}): Record<string, unknown> {
  const { name, description, type, spec } = artifact;
  const { type: _repeated, ...ownSpec } = spec;
  const containerGroups = ownSpec.containerGroups.map((group) => ({
    ...group,
    containers: group.containers.map(({ build: _written, ...container }) => container),
  }));
  return compactObject(artifactDocument, { name, description, type, spec: { ...ownSpec, containerGroups } });
}

/** Ports are written even where they are the usual ones: which port is asked should not need knowledge to read. */
const alwaysWritten = new Set(["port"]);

function compactObject(schema: z.ZodObject, value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const field: unknown = schema.shape[key];
      if (item === null || item === undefined || !(field instanceof z.ZodType)) return [];
      if (!alwaysWritten.has(key) && isDefault(field, item)) return [];
      return [[key, compact(field, item)]];
    }),
  );
}

function compact(schema: unknown, value: unknown): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => compact(inner.element, item));
  if (typeof value !== "object" || value === null) return value;
  if (inner instanceof z.ZodObject) return compactObject(inner, value);
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const option = inner.options.find((one) => z.safeParse(one, value).success);
    return option instanceof z.ZodObject ? compactObject(option, value) : value;
  }
  return value;
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return unwrap(schema.unwrap());
  }
  return schema;
}

function isDefault(schema: z.ZodType, value: unknown): boolean {
  return schema instanceof z.ZodDefault && canonicalJson(schema.def.defaultValue) === canonicalJson(value);
}
