import { ObjectId } from "bson";

/** A new id: 24 hexadecimal digits, growing with time. */
export function newId(): string {
  return new ObjectId().toHexString();
}
