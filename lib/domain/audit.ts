import { z } from "zod";
import { canonicalJson } from "./canonical";
import { risk } from "./change-risk";
import { looksLikeCredential, looksLikeCredentialHeader } from "./findings";
import { memberOf } from "./json-values";
import { masked } from "./masked";

export const auditObjectType = z.enum([
  "artifact",
  "repository",
  "workload",
  "catalog",
  "organization",
  "person",
  "group",
  "token",
  "environment",
  "credential",
  "bundle",
]);
export type AuditObjectType = z.infer<typeof auditObjectType>;

/** One field that changed: its path, and JSON values before and after (absent: it was not there). */
export const fieldChange = z.object({
  path: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  /** What it may do to whoever runs it; entries written before there was a comparison of specs have none. */
  risk: risk.optional(),
});
export type FieldChange = z.infer<typeof fieldChange>;

export const auditEntry = z.object({
  sequence: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  tokenId: z.string().nullable(),
  verb: z.string(),
  objectType: auditObjectType,
  objectId: z.string(),
  objectName: z.string(),
  repositoryId: z.string().nullable(),
  changes: z.array(fieldChange),
  requestId: z.string(),
  createdAt: z.date(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** The text the chain's hash is taken over, beside the sequence and the hash before. */
export function canonicalAuditEntry(entry: Omit<AuditEntry, "sequence">): string {
  return canonicalJson({ ...entry, createdAt: entry.createdAt.toISOString() });
}

/**
 * The fields that differ between two JSON values, by path, in the order of the first. Plain environment values whose
 * names look like credentials are masked: audit rows are for ever, and read by more people than the artifact.
 */
export function findChanges(before: unknown, after: unknown, path = ""): FieldChange[] {
  if (canonicalText(before) === canonicalText(after)) return [];
  const both = isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after);
  if (!both) return leafChanges(before, after, path);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const secret = isCredential(before) || isCredential(after);
  return keys.flatMap((key) => {
    const at = Array.isArray(before) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    const [old, next] = [memberOf(before, key), memberOf(after, key)];
    if (secret && key === "value" && canonicalText(old) !== canonicalText(next)) {
      return [{ path: at, before: masked, after: masked }];
    }
    return findChanges(old, next, at);
  });
}

function leafChanges(before: unknown, after: unknown, path: string): FieldChange[] {
  const change: FieldChange = { path };
  if (before !== undefined) change.before = maskCredentials(before);
  if (after !== undefined) change.after = maskCredentials(after);
  return [change];
}

/** A copy with the value of every credential-looking environment variable and header masked. */
export function maskCredentials(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskCredentials);
  if (!isContainer(value)) return value;
  const secret = isCredential(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      secret && key === "value" ? masked : key === "httpHeaders" ? maskHeaders(item) : maskCredentials(item),
    ]),
  );
}

function maskHeaders(headers: unknown): unknown {
  if (!isContainer(headers) || Array.isArray(headers)) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, looksLikeCredentialHeader(name) ? masked : value]),
  );
}

function isCredential(value: object): boolean {
  return (
    "name" in value &&
    "value" in value &&
    typeof value.name === "string" &&
    value.value !== "" &&
    looksLikeCredential(value.name)
  );
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function canonicalText(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}
