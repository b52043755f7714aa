import { expect, test } from "vitest";
import { deriveCredentialKey, openValue, sealValue } from "./credential-cipher";

const key = deriveCredentialKey("a secret of at least thirty-two characters");
const place = { credentialId: "68b0c1d2e3f4a5b6c7d8e9f0", key: "password" };

test.each(["x", "Grüße, 世界 🔑", "line\nline\n", "a".repeat(65_536)])(
  "what is sealed opens again",
  (value) => {
    const sealed = sealValue(key, place, value);
    expect(openValue(key, place, sealed)).toBe(value);
    expect(Buffer.from(sealed).includes(value)).toBe(false);
  },
);

test("the same value is never stored alike", () => {
  expect(sealValue(key, place, "s3cret")).not.toEqual(sealValue(key, place, "s3cret"));
});

test("it opens nowhere else and with no other secret", () => {
  const sealed = sealValue(key, place, "s3cret");
  expect(openValue(key, { ...place, key: "user" }, sealed)).toBeNull();
  expect(openValue(key, { ...place, credentialId: "68b0c1d2e3f4a5b6c7d8e9f1" }, sealed)).toBeNull();
  expect(openValue(deriveCredentialKey("another secret of thirty-two characters"), place, sealed)).toBeNull();
});

test("nothing opens that was touched anywhere, cut short, or is of a version to come", () => {
  const sealed = sealValue(key, place, "s3cret");
  for (let at = 0; at < sealed.length; at += 1) {
    const touched = Uint8Array.from(sealed);
    touched[at] = (touched[at] ?? 0) ^ 1;
    expect(openValue(key, place, touched)).toBeNull();
    expect(openValue(key, place, sealed.subarray(0, at))).toBeNull();
  }
});
