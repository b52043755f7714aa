import { describe, expect, test } from "vitest";
import { readCredentialChange, readNewCredential } from "./credential-input";
import { type CredentialType, keysOf } from "./credential-types";
import { credentialType } from "./credentials";
import { AppError } from "./errors";

/** The table of contract 8.1, word for word. */
const contract: Record<CredentialType, string[]> = {
  s3: ["awsAccessKeyId", "awsSecretAccessKey", "awsSessionToken"],
  basic: ["user", "password"],
  api_token: ["apiToken"],
  bearer: ["token"],
  oauth: ["token", "refreshToken"],
  gcp: ["gcpKey"],
  azure: ["azureConnectionString"],
  azure_service_principal: ["azureTenantId", "clientId", "clientSecret"],
  databricks_access_token_account: ["databricksAccessToken"],
  snowflake_key_pair_user_account: ["user", "privateKeyStr", "passphrase"],
};

function issuesOf(read: () => unknown): Record<string, string> {
  try {
    read();
  } catch (error) {
    if (error instanceof AppError) return Object.fromEntries(error.issues.map((one) => [one.path, one.code]));
    throw error;
  }
  return {};
}

const full = (type: CredentialType) => ({
  name: "one",
  credentialType: type,
  ...Object.fromEntries(keysOf(type).map((key) => [key, key === "gcpKey" ? '{"a":1}' : `of ${key}`])),
});

describe.each(credentialType.options)("a credential of type %s", (type) => {
  test("has the keys of the contract", () => {
    expect(keysOf(type).sort()).toEqual(contract[type].sort());
    const { values, ...rest } = readNewCredential(full(type));
    expect(Object.keys(values).sort()).toEqual(contract[type].sort());
    expect(rest).toEqual({ name: "one", description: "", visibility: "private", credentialType: type });
  });

  test("needs each of them but the optional ones, and takes no others", () => {
    const optional = new Set(["awsSessionToken", "passphrase"]);
    const missing = issuesOf(() => readNewCredential({ name: "one", credentialType: type }));
    expect(missing).toEqual(
      Object.fromEntries(contract[type].filter((key) => !optional.has(key)).map((key) => [key, "required"])),
    );
    const others = Object.values(contract)
      .flat()
      .filter((key) => !contract[type].includes(key));
    const foreign = Object.fromEntries(others.map((key) => [key, "x"]));
    const refused = issuesOf(() => readNewCredential({ ...full(type), ...foreign }));
    expect(refused).toEqual(Object.fromEntries(others.map((key) => [key, "unknown_field"])));
  });
});

test.each([
  ["no type", { name: "a", apiToken: "x" }, { credentialType: "required" }],
  ["a type there is not", { name: "a", credentialType: "box_jwt" }, { credentialType: "invalid_value" }],
  ["no name", { credentialType: "api_token", apiToken: "x" }, { name: "required" }],
  ["an empty value", { name: "a", credentialType: "api_token", apiToken: "" }, { apiToken: "too_small" }],
  ["a number", { name: "a", credentialType: "api_token", apiToken: 1 }, { apiToken: "invalid_type" }],
  ["no document", { name: "a", credentialType: "gcp", gcpKey: "[1]" }, { gcpKey: "invalid" }],
])("with %s it is refused there", (_, raw, issues) => {
  expect(issuesOf(() => readNewCredential(raw))).toEqual(issues);
});

test("what is optional may be left out in every way that clients do", () => {
  const s3 = { name: "a", credentialType: "s3", awsAccessKeyId: "k", awsSecretAccessKey: " s " };
  expect(readNewCredential(s3).values).toEqual({ awsAccessKeyId: "k", awsSecretAccessKey: " s " });
  for (const awsSessionToken of ["", null])
    expect(readNewCredential({ ...s3, awsSessionToken }).values.awsSessionToken).toBeNull();
});

test("a key of Google's may come as a document", () => {
  const gcpKey = { type: "service_account" };
  expect(readNewCredential({ name: "a", credentialType: "gcp", gcpKey }).values).toEqual({
    gcpKey: '{"type":"service_account"}',
  });
});

test("a change names what changes", () => {
  expect(readCredentialChange("basic", {})).toEqual({ values: {} });
  expect(readCredentialChange("basic", { credentialType: "basic", password: "new" })).toEqual({
    values: { password: "new" },
  });
  expect(readCredentialChange("s3", { description: "", awsSessionToken: null })).toEqual({
    description: "",
    values: { awsSessionToken: null },
  });
  expect(issuesOf(() => readCredentialChange("basic", { password: "", apiToken: "x", name: " " }))).toEqual({
    name: "too_small",
    password: "too_small",
    apiToken: "unknown_field",
  });
  expect(issuesOf(() => readCredentialChange("basic", { credentialType: "bearer" }))).toEqual({
    credentialType: "immutable",
  });
});
