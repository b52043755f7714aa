import { z } from "zod";
import { invalid, issuesFromZod } from "./errors";
import { repeated, wholeNumber } from "./paging";

/** Words for severities that clients use, from the least on; a filter means this one and all above (contract 7.13). */
export const severities = ["debug", "info", "warning", "error", "critical"] as const;
const aliases: Readonly<Record<string, string>> = { warn: "warning", fatal: "critical" };

export const severity = z
  .string()
  .transform((word) => aliases[word.toLowerCase()] ?? word.toLowerCase())
  .pipe(z.enum(severities, `One of ${severities.join(", ")}`))
  .meta({ type: "string", enum: [...severities] });
export type Severity = z.infer<typeof severity>;

/** Whether a record of the one severity is shown to who asks for the other and above. */
export function isAtLeast(one: Severity, least: Severity): boolean {
  return severities.indexOf(one) >= severities.indexOf(least);
}

/** How severities are stored and compared: the higher the worse. */
export const rankOfSeverity = (one: Severity): number => severities.indexOf(one);
export const severityOfRank = (rank: number): Severity => severities[rank] ?? "info";

export const instant = z.iso
  .datetime({ offset: true, error: "A time such as 2026-11-24T14:46:50Z" })
  .transform((text) => new Date(text))
  .meta({ type: "string", format: "date-time" });

const text = z.string().min(1).max(1_000);

/** What of a log is asked for, as OTEL routes take it; newest records first. */
export const logRecordQuery = z.object({
  limit: wholeNumber(1, 1_000, 100),
  offset: wholeNumber(0, 10_000_000, 0),
  level: severity.optional().meta({ description: "This severity and those above it" }),
  startTime: instant.optional(),
  endTime: instant.optional(),
  includes: repeated(text).meta({ description: "Texts that are all in the message, in any case" }),
  excludes: repeated(text).meta({ description: "Texts none of which is in the message" }),
  traceId: text.optional().meta({ description: "Only records whose message names this trace" }),
  spanId: text.optional().meta({ description: "Only records whose message names this span" }),
  searchKeys: repeated(text).meta({ description: "Of what is looked for, with as many searchValues" }),
  searchValues: repeated(text),
});
export type LogRecordQuery = z.infer<typeof logRecordQuery>;

/** Texts that are all in the message of what is asked for. A log is text: what it says of traces stands in it. */
export function wantedTexts({ includes = [], traceId, spanId }: LogRecordQuery): string[] {
  return [
    ...includes,
    ...(traceId === undefined ? [] : [traceId]),
    ...(spanId === undefined ? [] : [spanId]),
  ];
}

export const logRecord = z.object({
  timestamp: z.date(),
  level: severity,
  message: z.string(),
});
export type LogRecord = z.infer<typeof logRecord>;

/**
 * The two lists that say together what is looked for, for the keys there are here: several values of one key are
 * alternatives.
 */
export function readSearch<Key extends string>(
  { searchKeys: asked = [], searchValues: values = [] }: LogRecordQuery,
  keys: Record<Key, z.ZodType<string>>,
): Partial<Record<Key, string[]>> {
  const isKey = (key: string): key is Key => Object.hasOwn(keys, key);
  const found: Partial<Record<Key, string[]>> = {};
  if (asked.length !== values.length)
    throw invalid([
      { path: "searchValues", message: "As many as there are searchKeys", code: "invalid_length" },
    ]);
  asked.forEach((key, index) => {
    if (!isKey(key))
      throw invalid([
        {
          path: `searchKeys[${index}]`,
          message: `One of ${Object.keys(keys).join(", ")}`,
          code: "invalid_value",
        },
      ]);
    const value = keys[key].safeParse(values[index]);
    if (!value.success) throw invalid(issuesFromZod(value.error, ["searchValues", index]));
    found[key] = [...(found[key] ?? []), value.data];
  });
  return found;
}
