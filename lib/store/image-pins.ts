import { z } from "zod";
import { type ImagePin, imagePin } from "#lib/domain/image-facts";
import type { Database } from "./database";

/** To be called before the artifact is locked, in the same transaction: afterwards the database refuses it. */
export async function insertImagePins(db: Database, artifactId: string, pins: ImagePin[]): Promise<void> {
  await db.imagePin.createMany({ data: pins.map((pin) => ({ ...pin, artifactId })) });
}

/** What the containers of a locked artifact run; none of a draft. */
export async function listImagePins(db: Database, artifactId: string): Promise<ImagePin[]> {
  const rows = await db.imagePin.findMany({ where: { artifactId }, omit: { artifactId: true } });
  return z.array(imagePin).parse(rows);
}
