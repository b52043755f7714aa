import { z } from "zod";
import { artifactDocument } from "#lib/domain/artifacts";
import { memberOf } from "#lib/domain/json-values";
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

/** What holds when nothing is written, as text for a placeholder; empty where that is nothing. */
export function defaultWords(schemas: readonly Schema[]): string {
  const fallback = schemas.map((schema) => schema.default).find(isTelling);
  return fallback === undefined ? "" : String(fallback);
}

/** The limits of a number, where the schema has any of its own: "1024–65535", "at least 1". */
export function limitWords(schemas: readonly Schema[]): string {
  const { minimum, maximum } = schemas.find(({ type }) => type === "integer" || type === "number") ?? {};
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (least === undefined) return most === undefined ? "" : `at most ${most}`;
  return most === undefined ? `at least ${least}` : `${least}–${most}`;
}

/** Whether a map cannot be without the field, whatever its form. */
export function isRequired(path: DocumentPath): boolean {
  const forms = schemasAt(path.slice(0, -1)).filter(({ type }) => type === "object");
  return forms.length > 0 && forms.every(({ required }) => required?.includes(String(path.at(-1))));
}

/** Of several forms of a map those that agree with what is written: `source: generated` leaves no `path`. */
export function formsOf(path: DocumentPath, value: unknown): Schema[] {
  const forms = schemasAt(path).filter(({ type }) => type === "object");
  const fitting = forms.filter(({ properties = {} }) =>
    Object.entries(properties).every(([key, property]) => {
      if (!isSchema(property) || property.const === undefined) return true;
      return (memberOf(value, key) ?? property.default) === property.const;
    }),
  );
  return fitting.length > 0 ? fitting : forms;
}

function isTelling(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "" && typeof value !== "object";
}
