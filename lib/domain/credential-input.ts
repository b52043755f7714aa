import { z } from "zod";
import { type CredentialKey, type CredentialType, credentialTypes, keysOf } from "./credential-types";
import { credentialType, credentialVisibility } from "./credentials";
import { invalid, parseInput } from "./errors";

const name = z
  .string()
  .trim()
  .min(1, "A credential needs a name")
  .max(256, "At most 256 characters")
  .meta({ description: "Unique in the organization" });
const description = z.string().trim().max(2_000, "At most 2000 characters");

const longest = 65_536;
const anyText = z.string("Must be text").max(longest, `At most ${longest} characters`);
const neededText = anyText.min(1, "Is required");

/** Google hands its keys out as files of JSON, and clients send them either way. */
const neededDocument = z
  .preprocess(
    (given) => (typeof given === "object" && given !== null ? JSON.stringify(given) : given),
    neededText.refine(isDocument, "Must be a JSON object, as it is or as text"),
  )
  .meta({ type: ["object", "string"] });

function isDocument(text: string): boolean {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

const needed = ({ form }: CredentialKey) => (form === "document" ? neededDocument : neededText);
/** Without a value: left out, `null`, or the "" that some clients send for what was left out. */
const optional = anyText.nullable().optional();

const newValues = (type: CredentialType) =>
  Object.fromEntries(
    credentialTypes[type].keys.map((key) => [key.key, key.required ? needed(key) : optional]),
  );
const changedValues = (type: CredentialType) =>
  Object.fromEntries(
    credentialTypes[type].keys.map((key) => [key.key, key.required ? needed(key).optional() : optional]),
  );

/** Text by key; `null` where there is to be none. */
type CredentialValues = Record<string, string | null>;

function readValues(type: CredentialType, given: Record<string, unknown>): CredentialValues {
  const named = keysOf(type).filter((key) => given[key] !== undefined);
  return Object.fromEntries(
    named.map((key) => {
      const value = given[key];
      return [key, typeof value === "string" && value !== "" ? value : null];
    }),
  );
}

const common = { name, description: description.default("") };
const visibility = credentialVisibility.default("private");
const newCredential = z.object({ ...common, visibility, credentialType });
export interface NewCredential extends z.infer<typeof newCredential> {
  values: CredentialValues;
}

/** Reads the body of a POST. The type is looked at first, so that each issue is about what was meant. */
export function readNewCredential(raw: unknown): NewCredential {
  const { credentialType: type } = parseInput(
    z.looseObject({ credentialType: z.string().pipe(credentialType) }),
    raw,
  );
  const schema = z.strictObject({ ...newCredential.shape, ...newValues(type) });
  const given: Record<string, unknown> = parseInput(schema, raw);
  return { ...newCredential.parse(given), values: readValues(type, given) };
}

const credentialChange = z.object({
  name: name.optional(),
  description: description.optional(),
  credentialType: credentialType.optional().meta({ description: "Stays what it is" }),
});

/** Reads the body of a PATCH of a credential of this type: what is not named stays. */
export function readCredentialChange(type: CredentialType, raw: unknown) {
  const schema = z.strictObject({ ...credentialChange.shape, ...changedValues(type) });
  const given: Record<string, unknown> = parseInput(schema, raw);
  const { credentialType: wanted, ...change } = credentialChange.parse(given);
  if (wanted !== undefined && wanted !== type) {
    const message = `This is a credential of type ${type} and stays one`;
    throw invalid([{ path: "credentialType", message, code: "immutable" }]);
  }
  return { ...change, values: readValues(type, given) };
}

const ofType = (type: CredentialType) => ({
  ...common,
  credentialType: z.enum([type]),
  ...newValues(type),
});

/** What each type consists of, under the names where clients look its keys up in the OpenAPI document. */
export const credentialSchemas = Object.fromEntries(
  credentialType.options.map((type) => [credentialTypes[type].schema, z.strictObject(ofType(type))]),
);

/** The body of a POST as the OpenAPI document has it. */
export const credentialInput = z
  .union(credentialType.options.map((type) => z.strictObject({ ...ofType(type), visibility })))
  .meta({ id: "CreateCredentialRequest" });

/** The body of a PATCH as the OpenAPI document has it: only keys of the type that it has are taken. */
export const credentialChangeInput = z
  .strictObject({
    ...credentialChange.shape,
    ...Object.assign({}, ...credentialType.options.map(changedValues)),
  })
  .meta({ id: "UpdateCredentialRequest" });
