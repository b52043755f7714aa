import { isJsonObject } from "./json-values";
import { formatCommand } from "./shell-words";

/** A value of a spec in a line for people: a variable by its value, arguments as in a shell, an object field by field. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return value === "" ? '""' : value;
  if (isTextList(value)) return value.length === 0 ? "none" : formatCommand(value);
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(describeValue).join("; ");
  if (!isJsonObject(value)) return String(value);
  if (value.source === "string") return describeValue(value.value);
  if (value.source === "dr-credential") return `credential ${value.drCredentialId} · ${value.key}`;
  if (value.source === "api-key") return "token of the platform";
  if (typeof value.auth === "string") return `sign-in ${value.auth}`;
  const fields = Object.entries(value).flatMap(([name, item]) =>
    isEmpty(item) ? [] : [`${name} ${describeValue(item)}`],
  );
  return fields.length === 0 ? "with nothing set" : fields.join(", ");
}

export function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}
