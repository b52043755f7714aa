import { z } from "zod";

/** Decimal and binary units alike; without a unit it is bytes (contract, decisions). */
const units: Record<string, number> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KI: 1024,
  MI: 1024 ** 2,
  GI: 1024 ** 3,
  TI: 1024 ** 4,
  KIB: 1024,
  MIB: 1024 ** 2,
  GIB: 1024 ** 3,
  TIB: 1024 ** 4,
};

const message = "A number of bytes, or a size such as 512MB, 1.5GB or 4GiB";

/** `512MB` → 512000000; null for what is no size. */
function parseMemorySize(text: string): number | null {
  const [, digits, unit = ""] = /^\s*(\d*\.?\d+)\s*([A-Za-z]*)\s*$/.exec(text) ?? [];
  const factor = unit === "" ? 1 : units[unit.toUpperCase()];
  if (digits === undefined || factor === undefined) return null;
  const bytes = Math.round(Number(digits) * factor);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** An amount of memory as clients write it, in bytes on the way out. */
export const memorySize = z
  .union([z.int(message).min(0, "At least 0"), z.string()], { error: message })
  .transform((value, context): number => {
    const bytes = typeof value === "number" ? value : parseMemorySize(value);
    if (bytes !== null) return bytes;
    context.addIssue({ code: "custom", message, input: value });
    return z.NEVER;
  });
