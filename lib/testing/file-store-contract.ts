import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import type { FileStore } from "#lib/sources/file-store";
import { spool } from "#lib/sources/spool";

/** What any file store must do, whatever it stores in. */
export function testFileStore(open: () => FileStore): void {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-spool-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const spoolOf = (content: Buffer) => spool(folder, Readable.from([content]), content.length);
  const listAll = async (store: FileStore) => {
    const names: string[] = [];
    for await (const { sha256 } of store.list()) names.push(sha256);
    return names;
  };

  test.each([0, 1, 100_000, 40_000_000])("%i bytes come back as they were", async (size) => {
    const store = open();
    const content = randomBytes(size);
    const file = await spoolOf(content);
    expect(await store.has(file.sha256)).toBe(false);
    await store.place(file);
    expect(existsSync(file.path)).toBe(false);
    expect(await store.has(file.sha256)).toBe(true);
    expect((await buffer(await store.open(file.sha256))).equals(content)).toBe(true);
    expect(await listAll(store)).toContain(file.sha256);
  });

  test("placing the same twice, also at once, is as once", async () => {
    const store = open();
    const content = randomBytes(1000);
    const files = await Promise.all([1, 2, 3].map(() => spoolOf(content)));
    await Promise.all(files.map((file) => store.place(file)));
    const [{ sha256 } = { sha256: "" }] = files;
    expect((await listAll(store)).filter((name) => name === sha256)).toHaveLength(1);
    expect(files.filter(({ path }) => existsSync(path))).toEqual([]);
  });

  test("what is removed is gone, and may be removed again", async () => {
    const store = open();
    const file = await spoolOf(randomBytes(10));
    await store.place(file);
    await store.remove(file.sha256);
    await store.remove(file.sha256);
    expect(await store.has(file.sha256)).toBe(false);
    await expect(store.open(file.sha256)).rejects.toMatchObject({ code: "not_found" });
    expect(await listAll(store)).not.toContain(file.sha256);
  });

  test("nothing but the name of content is taken for one", async () => {
    await expect(async () => open().open("../../etc/passwd")).rejects.toThrow();
  });

  test("sweeping takes nothing that is placed", async () => {
    const store = open();
    const file = await spoolOf(randomBytes(10));
    await store.place(file);
    await store.sweep(new Date(Date.now() + 60_000));
    expect(await store.has(file.sha256)).toBe(true);
  });
}
