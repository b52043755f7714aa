import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#lib/domain/errors";
import { formatBytes } from "#lib/domain/sources";
import type { SpooledFile } from "./file-store";

/** Writes a stream to a new file in `folder`, hashing it on the way. A stream that fails or is too long leaves nothing. */
export async function spool(folder: string, content: Readable, maxSize: number): Promise<SpooledFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const hash = createHash("sha256");
  let size = 0;
  try {
    await pipeline(
      content,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > maxSize)
            throw new AppError("too_large", `A file has at most ${formatBytes(maxSize)}; this one has more`);
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { flags: "wx", mode: 0o600 }),
    );
  } catch (error) {
    await rm(path, { force: true });
    throw translateFull(error);
  }
  return { path, size, sha256: hash.digest("hex") };
}

function translateFull(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ENOSPC") return error;
  return new AppError("unavailable", "There is no room left to store this", { cause: error });
}

/** Removes files nobody has written to since `before`: their writers were killed. */
export async function sweepFolder(folder: string, before: Date): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => null);
    if (facts && facts.mtime < before) await rm(path, { force: true });
  }
}
