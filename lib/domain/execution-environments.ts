import { z } from "zod";

/** What a generated Dockerfile knows how to install for. */
export const programmingLanguage = z.enum(["node", "python"]);
export type ProgrammingLanguage = z.infer<typeof programmingLanguage>;

export const languageNames: Record<ProgrammingLanguage, string> = { node: "Node.js", python: "Python" };

/** A base image: one word, as FROM reads it. */
const baseImage = z
  .string()
  .trim()
  .min(1, "Which image is it based on?")
  .max(512)
  .regex(/^[a-zA-Z0-9][\w./:@-]*$/, "Must be an image reference such as node:22-bookworm-slim");

const label = z
  .string()
  .trim()
  .min(1, "A version needs a label")
  .max(128)
  .regex(/^[\w][\w .+-]*$/, "Letters, digits, spaces and . + - _ only");

const description = z.string().trim().max(2_000, "At most 2000 characters").default("");

export const environmentVersionInput = z.strictObject({ label, description, baseImage });

export const environmentInput = z.strictObject({
  name: z.string().trim().min(1, "An execution environment needs a name").max(128, "At most 128 characters"),
  description,
  programmingLanguage,
  /** The first one; others can be added. */
  version: environmentVersionInput,
});

export const environmentVersion = z.object({
  id: z.string(),
  environmentId: z.string(),
  label: z.string(),
  description: z.string(),
  baseImage: z.string(),
  createdAt: z.date(),
});
export type EnvironmentVersion = z.infer<typeof environmentVersion>;

export const executionEnvironment = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  programmingLanguage,
  /** Whether every organization has it. */
  isPublic: z.boolean(),
  createdAt: z.date(),
  /** The newest; null while there is none. */
  latestVersion: environmentVersion.nullable(),
});
export type ExecutionEnvironment = z.infer<typeof executionEnvironment>;

/** What artifacts are made of, in the words of the API (contract 8.2). */
const useCases = [
  "customModel",
  "notebook",
  "gpu",
  "customApplication",
  "sparkApplication",
  "customJob",
] as const;
export const useCase = z.enum(useCases);

/** Ours are for services that listen. */
export const environmentUseCases: readonly z.infer<typeof useCase>[] = ["customApplication"];
