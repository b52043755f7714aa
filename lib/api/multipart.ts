import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { AppError } from "#lib/domain/errors";
import type { StoredContent } from "#lib/domain/sources";
import type { Receive, UploadedFile } from "#lib/operations/uploads";
import { type ApiRequest, fileStream } from "./route";

type Store = (file: UploadedFile) => Promise<StoredContent>;

/** Hands over the one file in a request's body as it comes (contract 5.2). */
export function receiveFrom(request: ApiRequest): Receive {
  return async (store) => {
    const body = fileStream(request);
    const parser = openParser(request.headers["content-type"]);
    const reading = readFile(parser, store);
    const cutOff = failWhenCutOff(body);
    body.pipe(parser);
    try {
      return await Promise.race([reading.done, cutOff]);
    } catch (error) {
      body.unpipe(parser);
      await reading.stop(error);
      throw error;
    }
  };
}

function openParser(contentType: string | string[] | undefined): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": String(contentType) },
      // The whole name is the file's path: slashes and all.
      preservePath: true,
      limits: { files: 1, fields: 20, fieldSize: 10_000, headerPairs: 50 },
    });
  } catch (cause) {
    throw new AppError("bad_request", "The multipart body names no boundary", { cause });
  }
}

interface Reading {
  done: Promise<StoredContent>;
  /** Lets go of what was begun, and waits until that is cleared away. */
  stop: (reason: unknown) => Promise<void>;
}

function readFile(parser: BusboyInstance, store: Store): Reading {
  let part: Readable | undefined;
  let stored: Promise<StoredContent> | undefined;
  const done = new Promise<StoredContent>((resolve, reject) => {
    parser.on("file", (_field, content, fileName) => {
      part = content;
      // Whoever stores it hears of errors too; nobody else does if storing has failed already.
      content.on("error", () => undefined);
      stored = (async () => store({ fileName: fileName ?? "", content }))();
      stored.catch(reject);
    });
    parser.on("filesLimit", () => reject(new AppError("bad_request", "One file at a time")));
    parser.on("error", (cause) =>
      reject(new AppError("bad_request", "The multipart body is not complete", { cause })),
    );
    parser.on("finish", () => resolve(stored ?? Promise.reject(noFile())));
  });
  return {
    done,
    async stop(reason) {
      parser.removeAllListeners("file");
      part?.destroy(reason instanceof Error ? reason : undefined);
      await stored?.catch(() => undefined);
    },
  };
}

function noFile(): AppError {
  return new AppError("bad_request", "There is no file in the body: send one part with a file name");
}

/** Never resolves: the end of the body is seen by its parser. */
function failWhenCutOff(body: Readable): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => {
      if (!body.readableEnded) reject(new AppError("bad_request", "The upload was cut off"));
    };
    body.once("error", fail);
    body.once("close", fail);
  });
}
