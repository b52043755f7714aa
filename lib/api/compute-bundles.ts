import { z } from "zod";
import type { ComputeBundle } from "#lib/domain/compute-bundles";
import { listBundles } from "#lib/operations/compute-bundles";
import { defineRoute } from "./route";

/** A compute bundle as REST returns it (contract 8.3). */
const bundleFormatted = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    cpuCount: z.number(),
    memoryBytes: z.int(),
    gpuCount: z.int(),
    gpuMaker: z.string().nullable(),
    gpuTypeLabel: z.string().nullable(),
  })
  .meta({ id: "ComputeBundle" });

function formatBundle(bundle: ComputeBundle): z.input<typeof bundleFormatted> {
  const { id, name, cpuCount, memoryBytes, gpuCount, gpuMaker, gpuTypeLabel } = bundle;
  return { id, name, cpuCount, memoryBytes, gpuCount, gpuMaker, gpuTypeLabel };
}

export const bundleRoutes = [
  defineRoute({
    tag: "Compute bundles",
    errors: "message",
    method: "GET",
    path: "/mlops/compute/bundles",
    summary: "List the sizes that a container group can have, the smallest first",
    operation: listBundles,
    input: () => ({}),
    success: { status: 200, schema: z.strictObject({ data: z.array(bundleFormatted) }) },
    refusals: [],
    render: (bundles) => ({ text: JSON.stringify({ data: bundles.map(formatBundle) }) }),
  }),
];
