import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testFileStore } from "#lib/testing/file-store-contract";
import { startTestS3, type TestS3, testBucket, testCredentials } from "#lib/testing/s3-server";
import { createS3Store } from "./s3-store";
import { spool } from "./spool";

const folder = mkdtempSync(join(tmpdir(), "plimsoll-s3-"));
const prefix = "plimsoll/files/";
let s3: TestS3;
beforeAll(async () => {
  s3 = await startTestS3();
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});

const open = (place: { bucket?: string; accessKeyId?: string } = {}) =>
  createS3Store({
    bucket: place.bucket ?? testBucket,
    prefix,
    region: "eu-test-1",
    endpoint: s3.url,
    credentials: { ...testCredentials, accessKeyId: place.accessKeyId ?? testCredentials.accessKeyId },
  });
const spoolOf = (content: Buffer) => spool(folder, Readable.from([content]), content.length);

describe("a store in a bucket", () => {
  testFileStore(() => open());

  test("sends large content in parts, keeps to its prefix, and sends nothing twice", async () => {
    const store = open();
    s3.bucket.objects.set("somebody else's", { content: Buffer.from("x"), modifiedAt: new Date() });
    const content = randomBytes(40_000_000);
    s3.asked.length = 0;
    await store.place(await spoolOf(content));
    expect(s3.asked.filter((what) => what === "PUT uploadId")).toHaveLength(3);
    s3.asked.length = 0;
    await store.place(await spoolOf(content));
    expect(s3.asked).toEqual(["HEAD object"]);
    const names = [...s3.bucket.objects.keys()].filter((key) => key !== "somebody else's");
    expect(names.every((key) => key.startsWith(prefix))).toBe(true);
    const listed: string[] = [];
    for await (const { sha256 } of store.list()) listed.push(prefix + sha256);
    expect(listed.toSorted()).toEqual(names.toSorted());
  });

  test("calls off what killed processes had begun to send, and nothing that is being sent", async () => {
    const begin = (key: string, initiatedAt: Date) =>
      s3.bucket.uploads.set(key, { key: prefix + key, parts: new Map(), initiatedAt });
    begin("old", new Date(Date.now() - 60_000));
    begin("new", new Date());
    await open().sweep(new Date(Date.now() - 30_000));
    expect([...s3.bucket.uploads.keys()]).toEqual(["new"]);
  });

  test("that refuses is not taken for one that has nothing", async () => {
    const { sha256 } = await spoolOf(Buffer.from("1"));
    await expect(open({ bucket: "another" }).open(sha256)).rejects.toThrow();
    await expect(open({ accessKeyId: "another" }).has(sha256)).rejects.toThrow();
  });
});
