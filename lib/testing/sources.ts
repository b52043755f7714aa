import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { z } from "zod";
import type { Reply, TestApi } from "./server";

const made = z.object({ catalogId: z.string(), catalogVersionId: z.string() });
const list = z.object({
  data: z.array(
    z.object({
      fileName: z.string(),
      fileSize: z.number(),
      fileChecksum: z.string(),
      fileMode: z.number(),
    }),
  ),
  totalCount: z.number(),
  next: z.string().nullable(),
});

/** A request's body with one file, written as the clients of the API write it (contract 5.2): names as Go quotes them. */
export function multipartOf(fileName: string, content: string | Buffer) {
  const boundary = randomUUID();
  const quoted = fileName.replace(/[\\"]/g, "\\$&");
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${quoted}"`,
    "Content-Type: application/octet-stream",
    "",
    "",
  ].join("\r\n");
  const raw = Buffer.concat([
    Buffer.from(head),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { raw, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}

/** The Files API as its clients use it, for one of them. */
export function makeSources(api: TestApi, token: string) {
  const base = "/api/v2/files/";
  const call = (method: string, path: string, body?: unknown) =>
    api.call(
      method,
      path.startsWith("/api") ? path : base + path,
      body === undefined ? { token } : { token, body },
    );
  const upload = (path: string, fileName: string, content: string | Buffer): Promise<Reply> =>
    api.call("POST", base + path, { token, ...multipartOf(fileName, content) });
  return {
    call,
    upload,
    async createCatalog() {
      return made.parse((await call("POST", "", {})).json);
    },
    async createStage(catalogId: string) {
      const { json } = await call("POST", `${catalogId}/stages/`, {});
      return z.object({ stageId: z.string() }).parse(json).stageId;
    },
    stageFile: (catalogId: string, stageId: string, fileName: string, content: string | Buffer) =>
      upload(`${catalogId}/stages/${stageId}/upload/`, fileName, content),
    async applyStage(catalogId: string, stageId: string) {
      const reply = await call("POST", `${catalogId}/fromStage/`, { stageId, overwrite: "REPLACE" });
      expect(reply.status, reply.text).toBe(201);
      return made.extend({ numFiles: z.int() }).parse(reply.json);
    },
    /** Uploads files by way of a stage. */
    async push(catalogId: string, files: Record<string, string | Buffer>) {
      const stageId = await this.createStage(catalogId);
      for (const [name, content] of Object.entries(files))
        expect(await this.stageFile(catalogId, stageId, name, content)).toMatchObject({ status: 201 });
      return this.applyStage(catalogId, stageId);
    },
    async list(catalogId: string, versionId?: string) {
      const place = versionId === undefined ? catalogId : `${catalogId}/versions/${versionId}`;
      const reply = await call("GET", `${place}/allFiles/`);
      expect(reply.status, reply.text).toBe(200);
      return list.parse(reply.json);
    },
    async names(catalogId: string, versionId?: string) {
      return (await this.list(catalogId, versionId)).data.map(({ fileName }) => fileName);
    },
    read: (catalogId: string, versionId: string, fileName: string) =>
      call("GET", `${catalogId}/versions/${versionId}/file/?${new URLSearchParams({ fileName })}`),
  };
}
export type TestSources = ReturnType<typeof makeSources>;
