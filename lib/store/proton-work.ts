import { z } from "zod";
import { runtime } from "#lib/domain/runtime";
import { storedSpec } from "#lib/domain/spec";
import type { Database } from "./database";
import { protonImage } from "./protons";

const blueprint = z.object({
  id: z.string(),
  workloadId: z.string(),
  creatorId: z.string(),
  organizationId: z.string(),
  spec: storedSpec,
  images: z.array(protonImage),
  runtime,
});
/** What never changes of a proton, as far as its containers are made from it. */
export type Blueprint = z.infer<typeof blueprint>;

export async function findBlueprint(db: Database, protonId: string): Promise<Blueprint | null> {
  const row = await db.proton.findUnique({
    where: { id: protonId },
    select: {
      id: true,
      workloadId: true,
      creatorId: true,
      spec: true,
      images: true,
      runtime: true,
      workload: { select: { organizationId: true } },
    },
  });
  if (row === null) return null;
  const { workload, ...rest } = row;
  return blueprint.parse({ ...rest, ...workload });
}
