import { z } from "zod";
import { artifactDocument } from "#lib/domain/artifacts";
import type { DocumentPath } from "./document-places";

type Schema = z.core.JSONSchema.JSONSchema;

/** What is written, as JSON Schema: the same schema object that decides on the server. */
const root: Schema = z.toJSONSchema(artifactDocument, { io: "input", unrepresentable: "any" });

/** All schemas a value at the path may have: more than one where the document may take several forms. */
export function schemasAt(path: DocumentPath): Schema[] {
  return path.reduce(
    (schemas, key) => schemas.flatMap((schema) => step(schema, key)).flatMap(variants),
    variants(root),
  );
}

function step(schema: Schema, key: string | number): Schema[] {
  const next =
    typeof key === "number" ? schema.items : (schema.properties?.[key] ?? schema.additionalProperties);
  return [next ?? []].flat().filter(isSchema);
}

function variants(schema: Schema): Schema[] {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isSchema);
  // A default stands on the whole, not on its variants.
  return options.length === 0
    ? [schema]
    : options
        .flatMap((option) => variants({ default: schema.default, ...option }))
        .filter((one) => one.type !== "null");
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null;
}

/** The values a schema lists, if it lists them. */
export function listedValues(schema: Schema): unknown[] {
  if (schema.const !== undefined) return [schema.const];
  if (schema.type === "boolean") return [true, false];
  return schema.enum ?? [];
}

/** A schema in a few words: "integer, 30 unless given". */
export function schemaWords(schemas: readonly Schema[]): string {
  const types = new Set(schemas.flatMap(({ type }) => type ?? []));
  const defaults = schemas.map((schema) => schema.default).filter((value) => isTelling(value));
  const fallback = defaults.length > 0 ? [`${String(defaults[0])} unless given`] : [];
  return [[...types].join(" or "), ...fallback].filter(Boolean).join(", ");
}

function isTelling(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "" && typeof value !== "object";
}
