import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, test } from "vitest";
import { testFileStore } from "#lib/testing/file-store-contract";
import { createDiskStore } from "./disk-store";
import { spool, sweepFolder } from "./spool";

const folder = mkdtempSync(join(tmpdir(), "plimsoll-sources-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a store on disk", () => testFileStore(() => createDiskStore(join(folder, "files"))));

describe("what comes in", () => {
  const incoming = join(folder, "incoming");

  test("too long or cut off, leaves nothing", async () => {
    const long = spool(incoming, Readable.from([Buffer.alloc(10), Buffer.alloc(10)]), 15);
    await expect(long).rejects.toMatchObject({ code: "too_large" });
    async function* broken() {
      yield Buffer.alloc(10);
      throw new Error("cut off");
    }
    await expect(spool(incoming, Readable.from(broken()), 100)).rejects.toThrow("cut off");
    expect(readdirSync(incoming)).toEqual([]);
  });

  test("of killed processes is swept, of others not", async () => {
    await writeFile(join(incoming, "old"), "x");
    await writeFile(join(incoming, "new"), "x");
    const before = new Date(Date.now() - 60_000);
    await utimes(join(incoming, "old"), before, before);
    await sweepFolder(incoming, new Date(Date.now() - 30_000));
    expect(readdirSync(incoming)).toEqual(["new"]);
  });
});
