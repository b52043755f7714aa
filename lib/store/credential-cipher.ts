import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Which value is sealed. It is part of what is authenticated: a value that was moved to another place does not open. */
export interface ValuePlace {
  credentialId: string;
  key: string;
}

const algorithm = "aes-256-gcm";
/** The first byte of what is stored, so that another way of sealing can stand beside this one. */
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/** The key of this purpose: other uses of the same secret have keys that tell nothing of it. */
export function deriveCredentialKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "plimsoll credential values, version 1", 32));
}

const placeBytes = ({ credentialId, key }: ValuePlace) => Buffer.from(`${version}\n${credentialId}\n${key}`);

/** Version, nonce, tag, ciphertext. */
export function sealValue(secretKey: Uint8Array, place: ValuePlace, value: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, secretKey, nonce).setAAD(placeBytes(place));
  const text = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return new Uint8Array([version, ...nonce, ...cipher.getAuthTag(), ...text]);
}

/** Null for what was sealed with another secret, at another place, or is damaged. */
export function openValue(secretKey: Uint8Array, place: ValuePlace, sealed: Uint8Array): string | null {
  if (sealed[0] !== version || sealed.length < headBytes) return null;
  const decipher = createDecipheriv(algorithm, secretKey, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(placeBytes(place)).setAuthTag(sealed.subarray(1 + nonceBytes, headBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
