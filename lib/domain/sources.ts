import { z } from "zod";
import { AppError, type Issue } from "./errors";
import { wholeNumber } from "./paging";

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const gibibyte = 1024 * mebibyte;

/** What one version of a source may be at most. */
export const sourceLimits = {
  files: 100_000,
  fileSize: 5 * gibibyte,
  versionSize: 20 * gibibyte,
  archiveSize: 5 * gibibyte,
  /** Of what an archive unpacks to over the archive itself. Source text reaches 20; what is made to harm, 1000. */
  expansion: 100,
  /** So little that no ratio makes it harmful. */
  freeExpansion: mebibyte,
  /** In bytes of UTF-8, as file systems count. */
  path: 1024,
  pathSegment: 255,
} as const;

const hour = 3_600_000;

/** How long, in milliseconds, what nothing names is kept. */
export const sourceGrace = {
  /** Content: whoever uploaded it may be about to name it. */
  blob: 24 * hour,
  /** Files staged and never made a version. */
  stage: 24 * hour,
  /** A whole catalog that no artifact names. */
  catalog: 30 * 24 * hour,
} as const;

const forbiddenCharacters = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u;
const utf8 = new TextEncoder();

/** The stored form of a path: composed (NFC), without `./` in front. Whether it is allowed, `findPathProblem` says. */
export function normalizeSourcePath(raw: string): string {
  return raw.normalize("NFC").replace(/^(\.\/+)+/, "");
}

/** Why a path in its stored form is refused, as the end of a sentence that begins with it; null: it is fine. */
export function findPathProblem(path: string): string | null {
  if (path === "") return "is empty";
  if (forbiddenCharacters.test(path)) return "holds a control character";
  if (path.includes("\\")) return "holds a backslash; folders are separated by /";
  if (path.startsWith("/") || /^[a-z]:\//i.test(path)) return "is absolute";
  if (utf8.encode(path).length > sourceLimits.path) return `is longer than ${sourceLimits.path} bytes`;
  const segments = path.split("/");
  if (segments.includes("..")) return "leads out of its folder";
  if (segments.some((segment) => segment === "" || segment === ".")) return "has an empty part";
  if (segments.some((segment) => utf8.encode(segment).length > sourceLimits.pathSegment))
    return `has a part longer than ${sourceLimits.pathSegment} bytes`;
  return null;
}

/** A path as messages show it: what would not be seen is spelled out. */
export function quotePath(path: string): string {
  const shown = path.length > 120 ? `${path.slice(0, 120)}…` : path;
  return JSON.stringify(shown).replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Where a file of a source lies. */
export const sourcePath = z
  .string()
  .transform(normalizeSourcePath)
  .superRefine((path, context) => {
    const problem = findPathProblem(path);
    if (problem !== null) context.addIssue({ code: "custom", message: `${quotePath(path)} ${problem}` });
  });

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Bytes in the file store. */
export interface StoredContent {
  sha256: string;
  size: number;
}

/** Permission bits; 0 when they are not known. */
const fileMode = z.int().min(0).max(0o777);

export const sourceFile = z.object({ path: z.string(), sha256, size: z.number(), mode: fileMode });
export type SourceFile = z.infer<typeof sourceFile>;

export const catalogVersion = z.object({
  id: z.string(),
  catalogId: z.string(),
  number: z.int(),
  numFiles: z.int(),
  size: z.number(),
  createdAt: z.date(),
  creator: z.object({ id: z.string(), name: z.string(), email: z.string() }),
});
export type CatalogVersion = z.infer<typeof catalogVersion>;

export const extractionStatus = z.enum(["INITIALIZED", "STARTED_ON_WORKER", "COMPLETED", "ERROR"]);
export type ExtractionStatus = z.infer<typeof extractionStatus>;

/** Lists of files are longer than others: clients read whole versions. */
const filePage = {
  offset: wholeNumber(0, 10_000_000, 0),
  limit: wholeNumber(1, 1000, 1000),
};
export const fileQuery = z.object(filePage);
export const versionQuery = z.object({
  offset: filePage.offset,
  limit: wholeNumber(1, 100, 10),
  orderBy: z.enum(["-created", "created"]).default("-created"),
});
export type VersionQuery = z.infer<typeof versionQuery>;

/** Two files of which one would have to be a folder; null: there are none. */
export function findFileInFile(paths: Iterable<string>): [file: string, inside: string] | null {
  const files = new Set(paths);
  for (const path of files) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (files.has(folder)) return [folder, path];
    }
  }
  return null;
}

export function refuseFileInFile([file, inside]: readonly [string, string]): AppError {
  return refuseSource(
    "path_conflict",
    `${quotePath(file)} is a file, so ${quotePath(inside)} cannot be in it`,
  );
}

/** What is wrong with an upload, in one sentence that clients show as it is. */
export function refuseSource(code: string, message: string, path = ""): AppError {
  const issues: Issue[] = [{ path, message, code }];
  return new AppError("invalid", message, { issues });
}

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

/** 1536 → `1.5 KiB`. */
export function formatBytes(bytes: number): string {
  const exponent = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** exponent;
  return `${exponent === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${units[exponent]}`;
}

/** Throws when a version would be more than one may be. */
export function requireWithinLimits({ numFiles, size }: { numFiles: number; size: number }): void {
  if (numFiles > sourceLimits.files)
    throw refuseSource(
      "too_many_files",
      `A version has at most ${sourceLimits.files} files; this has ${numFiles}`,
    );
  if (size > sourceLimits.versionSize)
    throw refuseSource(
      "too_large",
      `A version has at most ${formatBytes(sourceLimits.versionSize)}; this has ${formatBytes(size)}`,
    );
}
