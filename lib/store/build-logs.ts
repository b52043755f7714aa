import { z } from "zod";
import { foldCase, type LogChunk, type LogLevel, type LogMatches, logLevel } from "#lib/domain/build-log";
import { type Database, database, Prisma, selectRows } from "./database";

/** Appends lines to a log under the build's row lock, so that numbers have neither gap nor repeat. The first line's number. */
export async function appendLogLines(
  db: Database,
  buildId: string,
  { lines, level, writtenAt }: Omit<LogChunk, "firstLine">,
): Promise<number> {
  const text = lines.join("\n");
  const [row] = await selectRows(
    db,
    Prisma.sql`WITH "grown" AS (
        UPDATE "image_build" SET "log_lines" = "log_lines" + ${lines.length}::int,
          "log_bytes" = "log_bytes" + octet_length(${text}::text)
        WHERE "id" = ${buildId} RETURNING "log_lines" - ${lines.length}::int + 1 AS "firstLine"
      )
      INSERT INTO "build_log_chunk" ("build_id", "first_line", "line_count", "level", "text", "written_at")
      SELECT ${buildId}, "firstLine", ${lines.length}::int, ${level}::log_level, ${text}, ${writtenAt}::timestamptz
      FROM "grown" RETURNING "first_line" AS "firstLine"`,
  );
  return z.object({ firstLine: z.int() }).parse(row).firstLine;
}

const storedChunk = z
  .object({ firstLine: z.int(), text: z.string(), level: logLevel, writtenAt: z.date() })
  .transform(({ text, ...rest }): LogChunk => ({ ...rest, lines: text.split("\n") }));

/** The chunks that hold the lines from `from` to `to`, whole. */
export async function listLogChunks(buildId: string, from: number, to: number): Promise<LogChunk[]> {
  // The chunk that `from` is in begins before it; the backward search for it is one step in the index.
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT "first_line" AS "firstLine", "text", "level"::text, "written_at" AS "writtenAt"
      FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" <= ${to} AND "first_line" >= coalesce(
        (SELECT max("first_line") FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" <= ${from}), 1)
      ORDER BY "first_line"`,
  );
  return z.array(storedChunk).parse(rows);
}

/** A window of the log: exactly the lines asked for, as far as there are. */
export async function readLogWindow(
  buildId: string,
  { from, count }: { from: number; count: number },
): Promise<{ number: number; text: string; level: LogLevel; writtenAt: Date }[]> {
  const to = from + count - 1;
  const chunks = await listLogChunks(buildId, from, to);
  return chunks
    .flatMap(({ firstLine, lines, level, writtenAt }) =>
      lines.map((text, index) => ({ number: firstLine + index, text, level, writtenAt })),
    )
    .filter(({ number }) => number >= from && number <= to);
}

/** The whole log, some chunks at a time. */
export async function* streamLogChunks(buildId: string): AsyncGenerator<LogChunk> {
  let after = 0;
  for (;;) {
    const rows = await selectRows(
      database,
      Prisma.sql`SELECT "first_line" AS "firstLine", "text", "level"::text, "written_at" AS "writtenAt"
        FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" > ${after}
        ORDER BY "first_line" LIMIT 32`,
    );
    const chunks = z.array(storedChunk).parse(rows);
    yield* chunks;
    const last = chunks.at(-1);
    if (!last) return;
    after = last.firstLine;
  }
}

const stretch = z.object({ firstLine: z.int(), lineCount: z.int(), matches: z.int() });

/** Looks through the whole log inside the database: only counts leave it, however much is found. */
export async function searchLog(buildId: string, text: string): Promise<LogMatches> {
  const wanted = foldCase(text);
  // `lower` in the "C" collation folds ASCII alone, which is what `foldCase` does, and several times faster.
  const folded = Prisma.sql`lower("text" COLLATE "C")`;
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT "first_line" AS "firstLine", "line_count" AS "lineCount",
        ((length(${folded}) - length(replace(${folded}, ${wanted}, ''))) / length(${wanted}))::int AS "matches"
      FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND position(${wanted} in ${folded}) > 0
      ORDER BY "first_line"`,
  );
  const stretches = z.array(stretch).parse(rows);
  return { total: stretches.reduce((sum, { matches }) => sum + matches, 0), stretches };
}
