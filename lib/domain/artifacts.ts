import { z } from "zod";
import { AppError, checkedSchema, type Issue, issuesFromZod, parseInput } from "./errors";
import { objectId } from "./ids";
import { artifactSpec, artifactType, type StoredSpec } from "./spec";
import { findSpecIssues, parseSpec } from "./spec-rules";

export const artifactStatus = z.enum(["draft", "locked"]);
export type ArtifactStatus = z.infer<typeof artifactStatus>;

const artifactName = z.string().min(1, "A name is needed").max(5000, "At most 5000 characters");
const description = z.string().max(20_000, "At most 20000 characters");

/** Top-level keys of our own answers that clients send back; they mean nothing on the way in (contract 2.4). */
const ignoredKeys = [
  "id",
  "version",
  "revision",
  "specDigest",
  "parentId",
  "lockedAt",
  "createdAt",
  "updatedAt",
  "creator",
  "tags",
  "permissions",
] as const;

/** The body of POST and PUT, and the document the editor holds. */
export const artifactDocument = z.strictObject({
  name: artifactName,
  description: description.default(""),
  type: artifactType.default("service"),
  status: artifactStatus.default("draft"),
  artifactRepositoryId: objectId.optional(),
  spec: artifactSpec,
});

export interface ArtifactInput {
  name: string;
  description: string;
  type: z.infer<typeof artifactType>;
  status: ArtifactStatus;
  artifactRepositoryId?: string | undefined;
  spec: StoredSpec;
}

const envelope = artifactDocument.extend({
  spec: z.unknown().refine((spec) => spec !== undefined, "Is required"),
});

function dropIgnored(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return raw;
  const ignored = new Set<string>(ignoredKeys);
  return Object.fromEntries(
    Object.entries(raw).filter(([key, value]) => value !== null && !ignored.has(key)),
  );
}

/** Every issue of a raw artifact document at once: of its own fields, of the spec's, and across them. */
export function findArtifactIssues(raw: unknown): Issue[] {
  const document = dropIgnored(raw);
  const parsed = envelope.safeParse(document, { reportInput: true });
  const own = parsed.success ? [] : issuesFromZod(parsed.error);
  if (typeof document !== "object" || document === null || !("spec" in document)) return own;
  const type = artifactType.safeParse("type" in document ? document.type : undefined).data ?? "service";
  return [...own, ...findSpecIssues(document.spec, type)];
}

/** A raw artifact document → the artifact to be, defaults filled in; or every issue with its path. */
export const artifactInput = checkedSchema(findArtifactIssues, (raw): ArtifactInput => {
  const document = parseInput(envelope, dropIgnored(raw));
  return { ...document, spec: parseSpec(document.spec, document.type) };
});

/** The body of PATCH. `spec` stays raw until the artifact, and with it the type that its rules depend on, is known. */
export const artifactPatch = z.preprocess(
  (raw) => {
    const document = dropIgnored(raw);
    if (typeof document !== "object" || document === null) return document;
    return Object.fromEntries(
      Object.entries(document).filter(([key]) => key !== "artifactRepositoryId" && key !== "type"),
    );
  },
  z.strictObject({
    name: artifactName.optional(),
    description: description.optional(),
    status: artifactStatus.optional(),
    spec: z.unknown().optional(),
  }),
);
export type ArtifactPatch = z.infer<typeof artifactPatch>;

/** PATCH as OpenAPI shows it. */
export const artifactPatchDocument = artifactDocument
  .omit({ type: true, artifactRepositoryId: true })
  .partial()
  .extend({ description: description.optional(), status: artifactStatus.optional() });

/** The revision a change was based on, or the several any of which will do (`If-Match`); without it the last writer wins. */
export const knownRevision = z.union([z.int(), z.array(z.int())]).optional();
export type KnownRevision = z.infer<typeof knownRevision>;

export const cloneInput = z.strictObject({ name: artifactName });

const tagList = z
  .array(
    z.strictObject({
      name: z.string().trim().min(1, "A tag needs a name").max(128),
      value: z.string().trim().max(256).default(""),
    }),
  )
  .max(50, "At most 50 tags");
export type TagList = z.infer<typeof tagList>;

/** All tags of a thing anew; with `replacing` only if those are the ones there are: undoing never undoes what came after. */
export const tagChange = z.object({ tags: tagList, replacing: tagList.optional() });

/** Refuses to replace other tags than the ones whoever asks knows of, if they say which. */
export function requireKnownTags(current: readonly TagList[number][], known: TagList | undefined): void {
  const wordsOf = (tags: readonly TagList[number][]) =>
    JSON.stringify(tags.map(({ name, value }) => [name, value]).sort());
  if (known !== undefined && wordsOf(current) !== wordsOf(known))
    throw new AppError("conflict", "Somebody changed the tags meanwhile");
}

/** A locked artifact's name, description and spec never change. Contract 1.9 has the exact words. */
export function requireDraft(artifact: { status: ArtifactStatus }): void {
  if (artifact.status === "locked") {
    throw new AppError("locked", "Cannot update artifact: artifact is locked");
  }
}

/** Locking needs an image for everything that is built (contract 2.8, words of 1.9). */
export function requireLockable(spec: StoredSpec): void {
  const unbuilt = findUnbuiltContainers(spec);
  if (unbuilt.length === 0) return;
  throw new AppError(
    "invalid",
    "Cannot lock artifact: imageBuildConfig is set but imageUri is not populated. Trigger and complete an image build before locking.",
    { issues: unbuilt },
  );
}

function findUnbuiltContainers(spec: StoredSpec): Issue[] {
  return spec.containerGroups.flatMap((group, g) =>
    group.containers.flatMap((container, c) =>
      container.imageBuildConfig !== null && container.imageUri === null
        ? [
            {
              path: `spec.containerGroups[${g}].containers[${c}].imageUri`,
              message: "There is no image yet: build it before locking",
              code: "unbuilt",
            },
          ]
        : [],
    ),
  );
}
