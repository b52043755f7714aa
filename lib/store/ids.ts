import { ObjectId } from "bson";

/** The least id of a moment: those made before it are less. */
export function leastId(at: Date): string {
  return ObjectId.createFromTime(Math.floor(at.getTime() / 1000)).toHexString();
}

/** A new id: 24 hexadecimal digits, growing with time. */
export function newId(): string {
  return new ObjectId().toHexString();
}
