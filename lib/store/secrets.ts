import { hash, randomBytes } from "node:crypto";

/** 256 random bits as URL-safe text; only its hash is ever stored. */
export function makeSecret(prefix = ""): string {
  return prefix + randomBytes(32).toString("base64url");
}

/** A fast hash is enough: what is hashed has 256 random bits, so it cannot be guessed from the hash. */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "hex");
}
