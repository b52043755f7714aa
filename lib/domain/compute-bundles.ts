import { z } from "zod";
import { memorySize } from "./memory-size";

/** How much of a machine a container group gets, and by which name. */
export const computeBundle = z.object({
  /** As clients know it: `cpu.small`. */
  id: z.string(),
  name: z.string(),
  description: z.string(),
  cpuCount: z.coerce.number(),
  memoryBytes: z.coerce.number(),
  gpuCount: z.int(),
  gpuMaker: z.string().nullable(),
  gpuTypeLabel: z.string().nullable(),
  /** Whether every organization has it. */
  isPublic: z.boolean(),
  createdAt: z.date(),
  /** No longer offered; what runs with it still does. */
  retiredAt: z.date().nullable(),
});
export type ComputeBundle = z.infer<typeof computeBundle>;

const bundleId = z
  .string()
  .trim()
  .max(64, "At most 64 characters")
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*$/,
    "Small letters and digits, in parts with dots or hyphens between them: gpu.l4.small",
  );
const name = z.string().trim().min(1, "A bundle needs a name").max(128, "At most 128 characters");
const description = z.string().trim().max(2_000, "At most 2000 characters").default("");
const label = z
  .string()
  .trim()
  .max(64, "At most 64 characters")
  .transform((text) => text || null)
  .nullable()
  .default(null);

const mostCpus = 1_024;
const leastMemory = 16 * 2 ** 20;
const mostMemory = 64 * 2 ** 40;

export const bundleInput = z
  .strictObject({
    id: bundleId,
    name,
    description,
    cpuCount: z.coerce
      .number("Must be a number of processors, such as 0.5")
      .min(0.001, "At least 0.001")
      .max(mostCpus, `At most ${mostCpus}`)
      .multipleOf(0.001, "At most three decimal places"),
    memoryBytes: memorySize.pipe(
      z.int().min(leastMemory, "At least 16 MiB").max(mostMemory, "At most 64 TiB"),
    ),
    gpuCount: z.coerce.number().int("A whole number").min(0).max(64, "At most 64").default(0),
    gpuMaker: label,
    gpuTypeLabel: label,
    /** For every organization; only for who administers all of them. */
    isPublic: z.boolean().default(false),
  })
  .check(({ value, issues }) => {
    const named = value.gpuMaker !== null || value.gpuTypeLabel !== null;
    if (value.gpuCount > 0 && value.gpuMaker === null)
      issues.push(problemAt("gpuMaker", "Who makes the GPUs?", value));
    if (value.gpuCount === 0 && named)
      issues.push(problemAt("gpuCount", "At least 1, where GPUs are named", value));
  });

const problemAt = (path: string, message: string, input: unknown) => ({
  code: "custom" as const,
  path: [path],
  message,
  input,
});

/** What it gives never changes: workloads that name it stay what they are. */
export const bundleChange = z.strictObject({ name, description });
