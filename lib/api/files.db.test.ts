import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { makeOrganization } from "#lib/testing/actors";
import { serveApi } from "#lib/testing/server";
import { makeSources, multipartOf, type TestSources } from "#lib/testing/sources";

const api = serveApi();
let token: string;
let sources: TestSources;
beforeEach(async () => {
  token = (await makeOrganization()).administrator.token;
  sources = makeSources(api, token);
});

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

describe("a source by way of stages", () => {
  test("begins with an empty version", async () => {
    const { catalogId, catalogVersionId } = await sources.createCatalog();
    expect(await sources.list(catalogId)).toMatchObject({ data: [], totalCount: 0 });
    expect(await sources.list(catalogId, catalogVersionId)).toMatchObject({ data: [], totalCount: 0 });
  });

  test("keeps the slashes of names, and says what it stored", async () => {
    const { catalogId } = await sources.createCatalog();
    const made = await sources.push(catalogId, { "app/src/main.js": "one", Dockerfile: "FROM scratch" });
    expect(made.numFiles).toBe(2);
    expect((await sources.list(catalogId)).data).toEqual([
      expect.objectContaining({ fileName: "Dockerfile", fileSize: 12, fileChecksum: sha256("FROM scratch") }),
      expect.objectContaining({ fileName: "app/src/main.js", fileSize: 3, fileChecksum: sha256("one") }),
    ]);
  });

  test("takes names as clients quote them: quotation marks, other scripts, in composed form", async () => {
    const { catalogId } = await sources.createCatalog();
    await sources.push(catalogId, {
      'say "hi".txt': "1",
      "žluť.txt": "2",
      "u\u0308ber.txt": "3",
      "./x/y": "4",
    });
    expect(await sources.names(catalogId)).toEqual(['say "hi".txt', "x/y", "\u00fcber.txt", "žluť.txt"]);
  });

  test("merges: named files are replaced or added, others stay; older versions stay as they are", async () => {
    const { catalogId, catalogVersionId: empty } = await sources.createCatalog();
    const first = await sources.push(catalogId, { a: "a1", b: "b1" });
    const second = await sources.push(catalogId, { b: "b2", c: "c1" });
    expect(await sources.names(catalogId)).toEqual(["a", "b", "c"]);
    expect(await sources.names(catalogId, first.catalogVersionId)).toEqual(["a", "b"]);
    expect(await sources.names(catalogId, empty)).toEqual([]);
    expect((await sources.read(catalogId, first.catalogVersionId, "b")).text).toBe("b1");
    expect((await sources.read(catalogId, second.catalogVersionId, "b")).text).toBe("b2");
    expect((await sources.read(catalogId, second.catalogVersionId, "a")).text).toBe("a1");
    expect((await sources.read(catalogId, first.catalogVersionId, "c")).status).toBe(404);
  });

  test("is read byte for byte, and never as a page", async () => {
    const { catalogId } = await sources.createCatalog();
    const page = "<script>alert(1)</script>";
    const { catalogVersionId } = await sources.push(catalogId, { "index.html": page });
    const reply = await sources.read(catalogId, catalogVersionId, "index.html");
    expect(reply).toMatchObject({ status: 200, text: page });
    expect(reply.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment",
      "x-content-type-options": "nosniff",
      "content-length": String(page.length),
    });
  });

  test("deletes files and folders into a new version", async () => {
    const { catalogId } = await sources.createCatalog();
    const full = await sources.push(catalogId, { a: "1", "lib/b": "2", "lib/c/d": "3", "lib2/e": "4" });
    const reply = await sources.call("DELETE", `${catalogId}/allFiles/`, { paths: ["a", "lib", "none"] });
    expect(reply).toMatchObject({
      status: 200,
      json: {
        numFiles: 1,
        results: [
          { path: "a", numFilesDeleted: 1 },
          { path: "lib", numFilesDeleted: 2 },
          { path: "none", numFilesDeleted: 0 },
        ],
      },
    });
    expect(await sources.names(catalogId)).toEqual(["lib2/e"]);
    expect(await sources.names(catalogId, full.catalogVersionId)).toEqual([
      "a",
      "lib/b",
      "lib/c/d",
      "lib2/e",
    ]);
    await sources.push(catalogId, { a: "again" });
    expect(await sources.names(catalogId)).toEqual(["a", "lib2/e"]);
  });

  test("lists versions newest first, with who, when and how much", async () => {
    const { catalogId, catalogVersionId: first } = await sources.createCatalog();
    const { catalogVersionId: last } = await sources.push(catalogId, { a: "12345" });
    const { json } = await sources.call("GET", `${catalogId}/versions/?orderBy=-created&limit=100`);
    expect(json).toMatchObject({
      totalCount: 2,
      data: [
        { catalogVersionId: last, numFiles: 1, size: 5, isLatest: true, versionNumber: 2 },
        { catalogVersionId: first, numFiles: 0, size: 0, isLatest: false, versionNumber: 1 },
      ],
    });
  });

  test("pages a long list by links that lead on", async () => {
    const { catalogId } = await sources.createCatalog();
    await sources.push(catalogId, Object.fromEntries(["a", "b", "c"].map((name) => [name, name])));
    const first = await sources.call("GET", `${catalogId}/allFiles/?limit=2`);
    const { next } = z.object({ next: z.string() }).parse(first.json);
    const second = await sources.call("GET", next.slice(api.origin.length));
    expect(second.json).toMatchObject({ data: [{ fileName: "c" }], totalCount: 3, next: null });
  });
});

describe("at once", () => {
  test("four uploads to one stage are all kept", async () => {
    const { catalogId } = await sources.createCatalog();
    const stageId = await sources.createStage(catalogId);
    const names = Array.from({ length: 40 }, (_, index) => `file-${String(index).padStart(2, "0")}`);
    const waiting = names.values();
    const uploadNext = async () => {
      for (const name of waiting)
        expect(await sources.stageFile(catalogId, stageId, name, name.repeat(1000))).toMatchObject({
          status: 201,
        });
    };
    await Promise.all(Array.from({ length: 4 }, uploadNext));
    expect((await sources.applyStage(catalogId, stageId)).numFiles).toBe(40);
    expect(await sources.names(catalogId)).toEqual(names);
  });

  test("two stages become two versions, and the later has the files of both", async () => {
    const { catalogId } = await sources.createCatalog();
    const stages = await Promise.all(
      ["a", "b"].map(async (name) => {
        const stageId = await sources.createStage(catalogId);
        await sources.stageFile(catalogId, stageId, name, name);
        return stageId;
      }),
    );
    const made = await Promise.all(stages.map((stageId) => sources.applyStage(catalogId, stageId)));
    expect(made.map(({ numFiles }) => numFiles).sort()).toEqual([1, 2]);
    expect(await sources.names(catalogId)).toEqual(["a", "b"]);
  });

  test("the same content uploaded by many is stored once, and all succeed", async () => {
    const { catalogId } = await sources.createCatalog();
    const stageId = await sources.createStage(catalogId);
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) => sources.stageFile(catalogId, stageId, `copy-${index}`, "same")),
    );
    expect(replies.map(({ status }) => status)).toEqual(new Array(8).fill(201));
    expect((await sources.applyStage(catalogId, stageId)).numFiles).toBe(8);
  });
});

describe("what is refused", () => {
  test.each([
    ["/etc/passwd", "is absolute"],
    ["C:/windows", "is absolute"],
    ["../up", "leads out of its folder"],
    ["a/../../up", "leads out of its folder"],
    ["a\\b", "holds a backslash"],
    ["a/\u0001b", "holds a control character"],
    ["a//b", "has an empty part"],
    ["a/", "has an empty part"],
    [`${"a".repeat(256)}/b`, "has a part longer than 255 bytes"],
    ["ab/".repeat(400), "is longer than 1024 bytes"],
  ])("a file named %j", async (name, reason) => {
    const { catalogId } = await sources.createCatalog();
    const stageId = await sources.createStage(catalogId);
    const reply = await sources.stageFile(catalogId, stageId, name, "x");
    expect(reply).toMatchObject({ status: 422, json: { message: expect.stringContaining(reason) } });
  });

  test("a file where a folder is, and a folder where a file is, also between versions", async () => {
    const { catalogId } = await sources.createCatalog();
    await sources.push(catalogId, { a: "1", "b/c/d": "2" });
    for (const [name, reason] of [
      ["a/x/y", `"a" is a file, so "a/x/y" cannot be in it`],
      ["b", `"b" is a file, so "b/c/d" cannot be in it`],
      ["b/c", `"b/c" is a file, so "b/c/d" cannot be in it`],
    ] as const) {
      const stageId = await sources.createStage(catalogId);
      await sources.stageFile(catalogId, stageId, name, "x");
      const reply = await sources.call("POST", `${catalogId}/fromStage/`, { stageId });
      expect(reply).toMatchObject({ status: 422, json: { message: reason } });
    }
    expect(await sources.names(catalogId)).toEqual(["a", "b/c/d"]);
  });

  test("a body that is no multipart form, or has no file, or two, or an end missing", async () => {
    const { catalogId } = await sources.createCatalog();
    const stageId = await sources.createStage(catalogId);
    const path = `/api/v2/files/${catalogId}/stages/${stageId}/upload/`;
    const whole = multipartOf("a", "content");
    const text = whole.raw.toString();
    const twice = text.replace(/--\r\n$/, "\r\n") + text.slice(text.indexOf("Content-Disposition"));
    const cases = [
      [{ token, body: {} }, 415],
      [{ token }, 415],
      [{ token, raw: "x", headers: { "content-type": "multipart/form-data" } }, 400],
      [{ token, ...whole, raw: whole.raw.subarray(0, -20) }, 400],
      [
        {
          token,
          ...whole,
          raw: Buffer.from(
            whole.raw
              .toString()
              .replace(/; filename="a"/, "")
              .replace("octet-stream", "json"),
          ),
        },
        400,
      ],
      [{ token, ...whole, raw: twice }, 400],
    ] as const;
    for (const [sent, status] of cases) {
      const reply = await api.call("POST", path, sent);
      expect(reply.status, reply.text).toBe(status);
    }
    expect((await sources.applyStage(catalogId, stageId)).numFiles).toBe(0);
  });

  test("a form where none is taken", async () => {
    const reply = await api.call("POST", "/api/v2/files/", { token, ...multipartOf("a", "b") });
    expect(reply.status).toBe(415);
  });

  test("what is not there, with the message of these routes", async () => {
    const { catalogId, catalogVersionId } = await sources.createCatalog();
    const none = "0".repeat(24);
    for (const [method, path, message] of [
      ["GET", `${none}/allFiles/`, "Catalog not found"],
      ["GET", `${catalogId}/versions/${none}/allFiles/`, "Catalog version not found"],
      ["GET", `${catalogId}/versions/${catalogVersionId}/file/?fileName=none`, "File not found"],
      ["POST", `${none}/stages/`, "Catalog not found"],
    ] as const)
      expect(await sources.call(method, path)).toMatchObject({ status: 404, json: { message } });
    expect(await sources.call("POST", `${catalogId}/fromStage/`, { stageId: none })).toMatchObject({
      status: 404,
      json: { message: "Stage not found" },
    });
    expect(await sources.stageFile(catalogId, none, "a", "b")).toMatchObject({ status: 404 });
    expect(await sources.call("GET", `/api/v2/status/${none}/`)).toMatchObject({ status: 404 });
  });
});
