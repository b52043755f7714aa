import { z } from "zod";

/** A DNS label (RFC 1035 §2.3.1): what engines accept as the name of a container or group. */
export const dnsLabel = z
  .string()
  .min(1, "A name is needed")
  .max(63, "At most 63 characters")
  .regex(/^[a-z]/, { error: "Must start with a lower-case letter", abort: true })
  .regex(/^[a-z0-9-]*$/, { error: "Only lower-case letters, digits and hyphens", abort: true })
  .regex(/[a-z0-9]$/, "Must end with a letter or digit");

/** An environment variable's name, as a POSIX shell and the container engines take it. */
export const variableName = z
  .string()
  .min(1, "A variable needs a name")
  .max(1024, "At most 1024 characters")
  .regex(/^[^=\s]+$/, "Must have no space and no =");

/** The first of `base`, `base-2`, `base-3` … that is not taken. */
export function freeName(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  let suffix = 2;
  while (taken.has(`${base}-${suffix}`)) suffix += 1;
  return `${base}-${suffix}`;
}

/** The nearest DNS label to any text; null where nothing of it may stand in one. */
export function findDnsLabel(text: string): string | null {
  const label = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 63)
    .replace(/-+$/, "");
  return label === "" ? null : label;
}
