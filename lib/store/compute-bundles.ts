import { z } from "zod";
import { type ComputeBundle, computeBundle } from "#lib/domain/compute-bundles";
import type { Database, Prisma } from "./database";
import { newId } from "./ids";

const seenBy = (organizationId: string): Prisma.ComputeBundleWhereInput => ({
  OR: [{ organizationId: null }, { organizationId }],
});

const row = z.preprocess(
  (found) =>
    typeof found === "object" && found !== null && "organizationId" in found
      ? { ...found, isPublic: found.organizationId === null }
      : found,
  computeBundle,
);

/** What an organization may run with, the smallest first. */
export async function listBundles(
  db: Database,
  organizationId: string,
  { retired }: { retired: boolean },
): Promise<ComputeBundle[]> {
  const rows = await db.computeBundle.findMany({
    where: { ...seenBy(organizationId), ...(retired ? {} : { retiredAt: null }) },
    orderBy: [{ gpuCount: "asc" }, { cpuCount: "asc" }, { memoryBytes: "asc" }, { id: "asc" }],
  });
  return z.array(row).parse(rows);
}

/** One that this organization has, by the id that clients know; retired or not, as what names it keeps it. */
export async function findBundle(
  db: Database,
  organizationId: string,
  id: string,
): Promise<ComputeBundle | null> {
  const found = await db.computeBundle.findFirst({ where: { ...seenBy(organizationId), id } });
  return found && row.parse(found);
}

/** Whether the id means something to anybody who would have the new bundle. */
export async function isBundleIdTaken(
  db: Database,
  organizationId: string | null,
  id: string,
): Promise<boolean> {
  const theirs = organizationId === null ? {} : seenBy(organizationId);
  return (await db.computeBundle.count({ where: { ...theirs, id } })) > 0;
}

type NewBundle = Omit<ComputeBundle, "isPublic" | "createdAt" | "retiredAt">;

/** `organizationId` null: for every organization. */
export async function insertBundle(
  db: Database,
  organizationId: string | null,
  { memoryBytes, ...bundle }: NewBundle,
  now: Date,
): Promise<void> {
  await db.computeBundle.create({
    data: { ...bundle, memoryBytes: BigInt(memoryBytes), rowId: newId(), organizationId, createdAt: now },
  });
}

/** Changes one that was found for this organization. */
export async function updateBundle(
  db: Database,
  organizationId: string,
  id: string,
  change: { name?: string; description?: string; retiredAt?: Date },
): Promise<void> {
  await db.computeBundle.updateMany({ where: { ...seenBy(organizationId), id }, data: change });
}
