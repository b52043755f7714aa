import type { TagList } from "#lib/domain/artifacts";
import type { Database } from "./database";
import type { GrantSubject } from "./grants";
import { newId } from "./ids";

/** Makes the tags of a thing exactly `tags`. */
export async function replaceTags(db: Database, subject: GrantSubject, tags: TagList): Promise<void> {
  await db.tag.deleteMany({ where: subject });
  await db.tag.createMany({ data: tags.map((tag) => ({ id: newId(), ...subject, ...tag })) });
}
