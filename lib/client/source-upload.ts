import { z } from "zod";
import { AppError } from "#lib/domain/errors";
import { pinSource } from "#lib/domain/source-pin";
import type { ChosenFile } from "./dropped-files";
import { readRefusal, sendJson } from "./rest";
import { unanswered } from "./send";

const version = z.object({ catalogId: z.string(), catalogVersionId: z.string() });
export type SourceVersion = z.infer<typeof version>;

/** How many bytes of a file are on the other side; null: it is not sent yet. */
export type Progress = (path: string, sent: number) => void;

interface Upload {
  files: readonly ChosenFile[];
  /** The source to add to; a new one if there is none. */
  catalogId: string | null;
  onProgress: Progress;
  signal: AbortSignal;
}

const parallel = 4;

/** Uploads files, or unpacks the one archive that was chosen, and makes a version of it. */
export async function uploadSource(upload: Upload): Promise<SourceVersion> {
  const [only] = upload.files;
  if (only && upload.files.length === 1 && isArchive(only)) return uploadArchive(upload, only);
  const catalogId =
    upload.catalogId ??
    (await sendJson({ method: "POST", path: "/files/", body: {}, answer: version })).catalogId;
  const stage = z.object({ stageId: z.string() });
  const { stageId } = await sendJson({
    method: "POST",
    path: `/files/${catalogId}/stages/`,
    body: {},
    answer: stage,
  });
  const waiting = upload.files.values();
  const uploadNext = async () => {
    for (const chosen of waiting)
      await sendFile(`/files/${catalogId}/stages/${stageId}/upload/`, chosen, upload);
  };
  await Promise.all(Array.from({ length: parallel }, uploadNext));
  const body = { stageId, overwrite: "REPLACE" };
  return sendJson({ method: "POST", path: `/files/${catalogId}/fromStage/`, body, answer: version });
}

function isArchive({ path }: Pick<ChosenFile, "path">): boolean {
  return /^[^/]+\.zip$/i.test(path);
}

const status = z.object({ status: z.string(), message: z.string() });

async function uploadArchive(upload: Upload, archive: ChosenFile): Promise<SourceVersion> {
  const place = upload.catalogId === null ? "" : `${upload.catalogId}/`;
  const path = `/files/${place}fromFile/?useArchiveContents=true&overwrite=REPLACE`;
  const made = version.extend({ statusId: z.string() }).parse(await sendFile(path, archive, upload));
  for (;;) {
    const { status: word, message } = await sendJson({
      method: "GET",
      path: `/status/${made.statusId}/`,
      answer: status,
    });
    if (word === "COMPLETED") return made;
    if (word === "ERROR") throw new AppError("invalid", message);
    upload.signal.throwIfAborted();
    await new Promise((wake) => setTimeout(wake, 500));
  }
}

/** By XMLHttpRequest, which unlike fetch tells how far it is. */
function sendFile(path: string, { path: name, file }: ChosenFile, upload: Upload): Promise<unknown> {
  const { onProgress, signal } = upload;
  signal.throwIfAborted();
  const boundary = crypto.randomUUID();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener("abort", abort, { once: true });
    request.open("POST", `/api/v2${path}`);
    request.setRequestHeader("content-type", `multipart/form-data; boundary=${boundary}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onProgress(name, Math.min(loaded, file.size));
    request.onloadend = () => {
      signal.removeEventListener("abort", abort);
      const answer: unknown = request.response;
      if (request.status === 0)
        return reject(signal.aborted ? signal.reason : new AppError(unanswered.code, unanswered.detail));
      if (request.status >= 300) return reject(describeRefusal(name, readRefusal(request.status, answer)));
      onProgress(name, file.size);
      resolve(answer);
    };
    request.send(bodyOf(boundary, name, file));
  });
}

const describeRefusal = (name: string, { code, detail }: AppError) =>
  new AppError(code, `${name}: ${detail}`);

/** Written here and not by the browser, which would change quotation marks in names. */
function bodyOf(boundary: string, name: string, file: File): Blob {
  const quoted = name.replace(/[\\"]/g, "\\$&");
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${quoted}"`,
    "Content-Type: application/octet-stream",
    "",
    "",
  ].join("\r\n");
  return new Blob([head, file, `\r\n--${boundary}--\r\n`]);
}

const pinned = z.object({ spec: z.unknown(), revision: z.int().optional() });

/** Has the draft built from a version: its spec is read, pinned and saved, unless somebody else saved meanwhile. */
export async function pinToArtifact(artifactId: string, source: SourceVersion): Promise<void> {
  const path = `/artifacts/${artifactId}/`;
  let etag: string | null = null;
  const onHeaders = (headers: Headers) => {
    etag = headers.get("etag");
  };
  const { spec } = await sendJson({ method: "GET", path, answer: pinned, onHeaders });
  const { catalogId, catalogVersionId } = source;
  const body = { spec: pinSource(spec, { catalogId, catalogVersionId }) };
  await sendJson({ method: "PATCH", path, body, answer: pinned, ifMatch: etag });
}
