import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

interface StoredObject {
  content: Buffer;
  modifiedAt: Date;
}

interface OpenUpload {
  key: string;
  parts: Map<number, Buffer>;
  initiatedAt: Date;
}

/** What is in the one bucket. */
interface Bucket {
  objects: Map<string, StoredObject>;
  uploads: Map<string, OpenUpload>;
}

interface Asked {
  method: string;
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  content: Buffer;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface TestS3 {
  url: string;
  bucket: Bucket;
  /** What was asked for, as "PUT object", "POST uploads" … */
  asked: string[];
  stop(): Promise<void>;
}

export const testCredentials = { accessKeyId: "a test's key", secretAccessKey: "a test's secret" };
export const testBucket = "sources";
/** Few, so that a list has several pages. */
const keysPerPage = 3;

/**
 * As much of S3 as the file store asks for, in memory; there is no well-kept server for tests. What a real one would
 * refuse it refuses: another bucket or key id, content that is not what its hash says, parts too small or out of order.
 */
export async function startTestS3(): Promise<TestS3> {
  const bucket: Bucket = { objects: new Map(), uploads: new Map() };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void readRequest(request)
      .then((one) => {
        asked.push(`${one.method} ${[...one.query.keys()].find((name) => name in actions) ?? placeOf(one)}`);
        return answer(bucket, one);
      })
      .catch((error: unknown) => refuse(500, "InternalError", String(error)))
      .then((made) => send(response, made));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    bucket,
    asked,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://s3");
  const [, bucket = "", ...key] = decodeURIComponent(pathname).split("/");
  const { method = "GET", headers } = request;
  return { method, bucket, key: key.join("/"), query: searchParams, headers, content: await buffer(request) };
}

function send(response: ServerResponse, { status, headers = {}, body = "" }: Answer): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

const placeOf = ({ key }: Asked) => (key === "" ? "bucket" : "object");

function answer(bucket: Bucket, asked: Asked): Answer {
  const refusal = findRefusal(asked);
  if (refusal) return refusal;
  const action = [...asked.query.keys()].find((name) => name in actions) ?? placeOf(asked);
  const act = actions[action]?.[asked.method];
  return act ? act(bucket, asked) : refuse(501, "NotImplemented", `${asked.method} ${action}`);
}

function findRefusal({ bucket, headers, content }: Asked): Answer | null {
  const signed = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/[\w-]+\/s3\/aws4_request, /.exec(
    headers.authorization ?? "",
  );
  if (signed?.[1] !== testCredentials.accessKeyId) return refuse(403, "InvalidAccessKeyId");
  if (bucket !== testBucket) return refuse(404, "NoSuchBucket");
  const said = headers["x-amz-content-sha256"];
  const isHash = typeof said === "string" && /^[0-9a-f]{64}$/.test(said);
  if (isHash && createHash("sha256").update(content).digest("hex") !== said)
    return refuse(400, "XAmzContentSHA256Mismatch");
  return null;
}

const refuse = (status: number, code: string, message = code): Answer =>
  xml(`<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`, status);

const xml = (body: string, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const escapeXml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const etagOf = (content: Buffer) => `"${createHash("md5").update(content).digest("hex")}"`;

type Act = (bucket: Bucket, asked: Asked) => Answer;

const actions: Record<string, Record<string, Act>> = {
  object: { PUT: putObject, HEAD: getObject, GET: getObject, DELETE: deleteObject },
  "list-type": { GET: listObjects },
  uploads: { POST: beginUpload, GET: listUploads },
  uploadId: { PUT: putPart, POST: completeUpload, DELETE: abortUpload },
};

function putObject({ objects }: Bucket, { key, content }: Asked): Answer {
  objects.set(key, { content, modifiedAt: new Date() });
  return { status: 200, headers: { etag: etagOf(content) } };
}

function getObject({ objects }: Bucket, { key }: Asked): Answer {
  const found = objects.get(key);
  if (!found) return refuse(404, "NoSuchKey");
  const { content, modifiedAt } = found;
  return {
    status: 200,
    headers: { etag: etagOf(content), "last-modified": modifiedAt.toUTCString() },
    body: content,
  };
}

function deleteObject({ objects }: Bucket, { key }: Asked): Answer {
  objects.delete(key);
  return { status: 204 };
}

function listObjects({ objects }: Bucket, { query }: Asked): Answer {
  const after = query.get("continuation-token") ?? "";
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(query.get("prefix") ?? "") && key > after)
    .sort();
  const page = keys.slice(0, keysPerPage);
  const contents = page.map((key) => {
    const { content, modifiedAt } = objects.get(key) ?? { content: Buffer.alloc(0), modifiedAt: new Date() };
    return `<Contents><Key>${escapeXml(key)}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><Size>${content.length}</Size></Contents>`;
  });
  const isCut = keys.length > page.length;
  const next = isCut ? `<NextContinuationToken>${escapeXml(page.at(-1) ?? "")}</NextContinuationToken>` : "";
  return xml(
    `<ListBucketResult><IsTruncated>${isCut}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
  );
}

function beginUpload({ uploads }: Bucket, { bucket, key }: Asked): Answer {
  const id = randomUUID();
  uploads.set(id, { key, parts: new Map(), initiatedAt: new Date() });
  return xml(
    `<InitiateMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
  );
}

function listUploads({ uploads }: Bucket, { query }: Asked): Answer {
  const listed = [...uploads]
    .filter(([, { key }]) => key.startsWith(query.get("prefix") ?? ""))
    .map(
      ([id, { key, initiatedAt }]) =>
        `<Upload><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId><Initiated>${initiatedAt.toISOString()}</Initiated></Upload>`,
    );
  return xml(`<ListMultipartUploadsResult>${listed.join("")}</ListMultipartUploadsResult>`);
}

function putPart({ uploads }: Bucket, { query, content }: Asked): Answer {
  const upload = uploads.get(query.get("uploadId") ?? "");
  if (!upload) return refuse(404, "NoSuchUpload");
  upload.parts.set(Number(query.get("partNumber")), content);
  return { status: 200, headers: { etag: etagOf(content) } };
}

/** All parts but the last are at least so long. */
const smallestPart = 5 * 1024 * 1024;

function completeUpload(bucket: Bucket, asked: Asked): Answer {
  const id = asked.query.get("uploadId") ?? "";
  const upload = bucket.uploads.get(id);
  if (!upload) return refuse(404, "NoSuchUpload");
  const numbers = [...asked.content.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(
    ([, number]) => Number(number),
  );
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    return refuse(400, "InvalidPartOrder");
  const parts = numbers.flatMap((number) => upload.parts.get(number) ?? []);
  if (parts.length !== numbers.length) return refuse(400, "InvalidPart");
  if (parts.slice(0, -1).some(({ length }) => length < smallestPart)) return refuse(400, "EntityTooSmall");
  bucket.uploads.delete(id);
  const content = Buffer.concat(parts);
  bucket.objects.set(upload.key, { content, modifiedAt: new Date() });
  return xml(
    `<CompleteMultipartUploadResult><Key>${escapeXml(upload.key)}</Key><ETag>${etagOf(content)}</ETag></CompleteMultipartUploadResult>`,
  );
}

function abortUpload({ uploads }: Bucket, { query }: Asked): Answer {
  return uploads.delete(query.get("uploadId") ?? "") ? { status: 204 } : refuse(404, "NoSuchUpload");
}
