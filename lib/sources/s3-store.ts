import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  NoSuchKey,
  NotFound,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { notFound } from "#lib/domain/errors";
import { sha256 as sha256Form } from "#lib/domain/sources";
import type { FileStore } from "./file-store";

export interface S3Place {
  bucket: string;
  /** In front of every name in the bucket. */
  prefix: string;
  region: string;
  /** Of a store that is not Amazon's. */
  endpoint: string | undefined;
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

const mebibyte = 1024 * 1024;
/** 10,000 parts, the most there may be, of this size hold the largest file. */
const partSize = 16 * mebibyte;

/** Content as objects of a bucket, named `<prefix><sha256>`. */
export function createS3Store({ bucket, prefix, region, endpoint, credentials }: S3Place): FileStore {
  const client = new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
    // Stores that are not Amazon's do not know the newer checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const object = (sha256: string) => ({ Bucket: bucket, Key: prefix + sha256Form.parse(sha256) });
  const sizeOf = async (sha256: string) => {
    try {
      return (await client.send(new HeadObjectCommand(object(sha256)))).ContentLength ?? null;
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  };
  return {
    async place(file) {
      if ((await sizeOf(file.sha256)) !== file.size) {
        const Body = createReadStream(file.path);
        await new Upload({ client, partSize, params: { ...object(file.sha256), Body } }).done();
      }
      await rm(file.path, { force: true });
    },
    async open(sha256) {
      try {
        const { Body } = await client.send(new GetObjectCommand(object(sha256)));
        if (Body instanceof Readable) return Body;
      } catch (error) {
        if (!(error instanceof NoSuchKey)) throw error;
      }
      throw notFound("Content");
    },
    has: async (sha256) => (await sizeOf(sha256)) !== null,
    async remove(sha256) {
      await client.send(new DeleteObjectCommand(object(sha256)));
    },
    list: () => listObjects(client, bucket, prefix),
    sweep: (before) => abortUploads(client, bucket, prefix, before),
    findPath: () => null,
  };
}

async function* listObjects(client: S3Client, bucket: string, prefix: string): ReturnType<FileStore["list"]> {
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key = "", Size = 0, LastModified } of page.Contents ?? []) {
      const name = sha256Form.safeParse(Key.slice(prefix.length));
      if (name.success && LastModified) yield { sha256: name.data, size: Size, modifiedAt: LastModified };
    }
  }
}

/** Uploads in parts whose process was killed take room until they are called off. */
async function abortUploads(client: S3Client, bucket: string, prefix: string, before: Date): Promise<void> {
  const listing = new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix });
  const { Uploads = [] } = await client.send(listing).catch((error: unknown) => {
    // Stores that keep no list of them clear up by themselves.
    if (error instanceof S3ServiceException && error.name === "NotImplemented") return { Uploads: [] };
    throw error;
  });
  for (const { Key, UploadId, Initiated } of Uploads) {
    if (Initiated && Initiated < before)
      await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  }
}
