import { AppError } from "#lib/domain/errors";

/** What the database's refusals mean to a caller. Everything not named here stays an unknown error. */
const meanings: Record<string, () => AppError> = {
  PL001: () => new AppError("locked", "Cannot update artifact: artifact is locked"),
  "23505": () => new AppError("conflict", "Another one with the same key exists already"),
  P2002: () => new AppError("conflict", "Another one with the same key exists already"),
  "23503": () => new AppError("conflict", "Something this belongs to has just gone; try again"),
  P2003: () => new AppError("conflict", "Something this belongs to has just gone; try again"),
  P2034: () => new AppError("conflict", "Two changes met; try again"),
  P2028: () => new AppError("unavailable", "The database is too busy; try again"),
  "40001": () => new AppError("conflict", "Two changes met; try again"),
  "40P01": () => new AppError("conflict", "Two changes met; try again"),
};

/** Prisma's and PostgreSQL's error shapes are unstable between versions; all knowledge of them is in this file. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const meaning = databaseErrorCodes(error)
    .map((code) => meanings[code])
    .find((found) => found !== undefined);
  if (!meaning) return error;
  const known = meaning();
  return new AppError(known.code, known.detail, { cause: error });
}

/** Prisma's code, and PostgreSQL's wherever the adapter put it: on the error, its cause, or the driver's. */
function databaseErrorCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const own = ["code", "originalCode"].flatMap((key) => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === "string" ? [value] : [];
  });
  const deeper = ["cause", "meta", "driverAdapterError"].flatMap((key) =>
    databaseErrorCodes(Reflect.get(error, key), depth + 1),
  );
  return [...deeper, ...own];
}
