export const credentialTypeIds = [
  "api_token",
  "basic",
  "bearer",
  "oauth",
  "s3",
  "gcp",
  "azure",
  "azure_service_principal",
  "databricks_access_token_account",
  "snowflake_key_pair_user_account",
] as const;
export type CredentialType = (typeof credentialTypeIds)[number];

export interface CredentialKey {
  key: string;
  label: string;
  /** What a person types where others may look on; the rest is no less write-only. */
  hidden: boolean;
  required: boolean;
  /** `document`: JSON, as text or as it is; `lines`: text of several lines. */
  form: "line" | "lines" | "document";
}

interface CredentialTypeFacts {
  label: string;
  /** Its name in the OpenAPI document, where clients look up the keys. */
  schema: string;
  keys: readonly CredentialKey[];
}

const line = (key: string, label: string, hidden = true): CredentialKey => ({
  ...{ key, label, hidden },
  required: true,
  form: "line",
});
const optional = (key: CredentialKey): CredentialKey => ({ ...key, required: false });

/** What each type consists of: the keys are those that a variable may name (contract 8.1). */
export const credentialTypes: Record<CredentialType, CredentialTypeFacts> = {
  api_token: { label: "API token", schema: "ApiTokenCredentials", keys: [line("apiToken", "API token")] },
  basic: {
    label: "User and password",
    schema: "BasicCredentials",
    keys: [line("user", "User", false), line("password", "Password")],
  },
  bearer: { label: "Bearer token", schema: "BearerCredentials", keys: [line("token", "Token")] },
  oauth: {
    label: "OAuth tokens",
    schema: "OAuthCredentials",
    keys: [line("token", "Access token"), line("refreshToken", "Refresh token")],
  },
  s3: {
    label: "S3 or AWS keys",
    schema: "S3Credentials",
    keys: [
      line("awsAccessKeyId", "Access key id", false),
      line("awsSecretAccessKey", "Secret access key"),
      optional(line("awsSessionToken", "Session token")),
    ],
  },
  gcp: {
    label: "Google Cloud service account",
    schema: "GcpCredentials",
    keys: [{ ...line("gcpKey", "Key file (JSON)"), form: "document" }],
  },
  azure: {
    label: "Azure connection string",
    schema: "AzureCredentials",
    keys: [line("azureConnectionString", "Connection string")],
  },
  azure_service_principal: {
    label: "Azure service principal",
    schema: "AzureServicePrincipalCredentials",
    keys: [
      line("azureTenantId", "Tenant id", false),
      line("clientId", "Client id", false),
      line("clientSecret", "Client secret"),
    ],
  },
  databricks_access_token_account: {
    label: "Databricks access token",
    schema: "DatabricksAccessTokenCredentials",
    keys: [line("databricksAccessToken", "Access token")],
  },
  snowflake_key_pair_user_account: {
    label: "Snowflake key pair",
    schema: "SnowflakeKeyPairCredentials",
    keys: [
      line("user", "User", false),
      { ...line("privateKeyStr", "Private key (PEM)"), form: "lines" },
      optional(line("passphrase", "Passphrase")),
    ],
  },
};

export function keysOf(type: CredentialType): string[] {
  return credentialTypes[type].keys.map(({ key }) => key);
}
