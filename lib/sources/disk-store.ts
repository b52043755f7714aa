import { createReadStream } from "node:fs";
import { mkdir, open, opendir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { notFound } from "#lib/domain/errors";
import { sha256 as sha256Form } from "#lib/domain/sources";
import type { FileStore } from "./file-store";

/** Content as files below a folder, 256 folders of them. */
export function createDiskStore(folder: string): FileStore {
  const pathOf = (sha256: string) => {
    const name = sha256Form.parse(sha256);
    return join(folder, name.slice(0, 2), name);
  };
  const sizeOf = async (sha256: string) => (await stat(pathOf(sha256)).catch(() => null))?.size ?? null;
  return {
    async place(file) {
      const path = pathOf(file.sha256);
      if ((await sizeOf(file.sha256)) === file.size) return rm(file.path, { force: true });
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // The content first, then its name, then the folder that holds the name: at no moment is half of it there.
      await syncPath(file.path);
      await rename(file.path, path);
      await syncPath(dirname(path));
    },
    async open(sha256) {
      if ((await sizeOf(sha256)) === null) throw notFound("Content");
      return createReadStream(pathOf(sha256));
    },
    has: async (sha256) => (await sizeOf(sha256)) !== null,
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    list: () => listFolder(folder),
    sweep: async () => undefined,
    findPath: pathOf,
  };
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* listFolder(folder: string): ReturnType<FileStore["list"]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (!entry.isFile() || !sha256Form.safeParse(entry.name).success) continue;
    const facts = await stat(join(entry.parentPath, entry.name)).catch(() => null);
    if (facts) yield { sha256: entry.name, size: facts.size, modifiedAt: facts.mtime };
  }
}
